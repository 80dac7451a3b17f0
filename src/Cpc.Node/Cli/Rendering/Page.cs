using Spectre.Console;

namespace Cpc.Node.Cli.Rendering;

/// <summary>Writes tables and fields to standard output: fitted to a terminal; whole and plain when redirected.</summary>
internal sealed class Page(CliEnvironment environment)
{
    /// <summary>Least characters of a shortened id; the node takes any unambiguous beginning.</summary>
    private const int ShortId = 10;

    /// <summary>Length of the shortest whole id; anything shorter in an id's column is a name.</summary>
    private const int WholeId = 36;

    /// <summary>Redirected output is never folded: a script cuts it by lines.</summary>
    private const int Unbounded = 4096;

    private const int Gap = 2;

    public TimeProvider Time => environment.Time;

    public void Line(string text = "") => environment.Out.WriteLine(Plain.Text(text));

    /// <summary>A table, or nothing when it has no rows.</summary>
    public void Table(IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count == 0) return;
        var cells = rows.Select(r => r.Select(Plain.Text).ToArray()).ToList();
        if (environment.OutIsTerminal && TotalWidth(columns, cells) > environment.Width) Shorten(columns, cells);

        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var (column, index) in columns.Select((c, i) => (c, i)))
        {
            var header = new TableColumn(new Text(column.Title, new Style(decoration: Decoration.Bold)))
            {
                Padding = new Padding(0, 0, index == columns.Count - 1 ? 0 : Gap, 0),
                Alignment = column.IsNumber ? Justify.Right : Justify.Left,
                NoWrap = !column.Wraps,
            };
            table.AddColumn(header);
        }

        foreach (var row in cells) table.AddRow(row.Select(c => new Text(c)));
        Render(table);
    }

    /// <summary>Names and values, one pair a line. Pairs without a value are left out.</summary>
    public void Fields(params (string Name, string? Value)[] fields)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, Gap, 0), NoWrap = true });
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        foreach (var (name, value) in fields)
        {
            if (!string.IsNullOrEmpty(value)) grid.AddRow(new Text(name), new Text(Plain.Text(value)));
        }

        Render(grid);
    }

    /// <summary>A QR code. On a terminal in black on white, whatever its colours are; without colours for a dark
    /// background; redirected for paper.</summary>
    public void Code(bool[][] modules)
    {
        var colours = environment.OutIsTerminal && environment.Variable("NO_COLOR") is null;
        foreach (var line in QrMatrix.Lines(modules, dark: colours || !environment.OutIsTerminal))
            environment.Out.WriteLine(colours ? $"\u001b[30;107m{line}\u001b[0m" : line.TrimEnd());
    }

    private static int TotalWidth(IReadOnlyList<Column> columns, List<string[]> cells) =>
        columns.Select((c, i) => cells.Select(r => r[i].Length).Append(c.Title.Length).Max() + Gap).Sum() - Gap;

    private static void Shorten(IReadOnlyList<Column> columns, List<string[]> cells)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (!columns[i].IsId) continue;
            var length = UnambiguousLength([.. cells.Select(r => r[i]).Where(id => id.Length >= WholeId).Distinct()]);
            foreach (var row in cells)
            {
                if (row[i].Length >= WholeId) row[i] = row[i][..length];
            }
        }
    }

    /// <summary>Ids that begin with a time have long beginnings in common.</summary>
    private static int UnambiguousLength(IReadOnlyList<string> ids)
    {
        var length = ShortId;
        while (length < WholeId && ids.Select(id => id[..length]).Distinct().Count() < ids.Count) length++;
        return length;
    }

    private void Render(Spectre.Console.Rendering.IRenderable what)
    {
        using var buffer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = environment.OutIsTerminal && environment.Variable("NO_COLOR") is null ? AnsiSupport.Detect : AnsiSupport.No,
            Out = new AnsiConsoleOutput(buffer),
        });
        console.Profile.Width = environment.OutIsTerminal ? environment.Width : Unbounded;
        console.Write(what);

        // Tables pad their last column; a diff or a cut would stumble over it.
        foreach (var line in buffer.ToString().TrimEnd('\n', '\r').Split('\n')) environment.Out.WriteLine(line.TrimEnd());
    }
}
