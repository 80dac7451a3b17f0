using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Ubl;

/// <summary>
/// Reads the allow-list notation of <see cref="UblAllowList"/>. One element a line, children two spaces deeper:
/// <c>name count field [@attribute[!rule]]… [!rule] [only]</c>, where count is 1 or n, field a BT or BG or <c>-</c>,
/// <c>!rule</c> the rule that demands it, and only is <c>I</c> (invoices) or <c>C</c> (credit notes).
/// </summary>
internal static class UblShapes
{
    public static UblShape Invoice { get; } = Parse("Invoice", 'I');

    public static UblShape CreditNote { get; } = Parse("CreditNote", 'C');

    private static UblShape Parse(string root, char kind)
    {
        var shape = new UblShape { Name = root, Field = "-", Max = 1 };
        var open = new List<UblShape> { shape };
        var skippedDepth = int.MaxValue;
        foreach (var line in UblAllowList.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var depth = (line.Length - line.TrimStart(' ').Length) / 2;
            if (depth > skippedDepth) continue;
            skippedDepth = int.MaxValue;
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[^1] is "I" or "C" && words[^1][0] != kind)
            {
                skippedDepth = depth;
                continue;
            }

            var child = ParseLine(words);
            open.RemoveRange(depth + 1, open.Count - depth - 1);
            open[depth].Children.Add(child.Name, child);
            open.Add(child);
        }

        return shape;
    }

    private static UblShape ParseLine(string[] words)
    {
        var attributes = new List<UblAttribute>();
        string? requiredBy = null;
        foreach (var word in words[3..])
        {
            if (word[0] == '!') requiredBy = word[1..];
            if (word[0] != '@') continue;
            var parts = word[1..].Split('!');
            attributes.Add(new UblAttribute(parts[0], parts.Length > 1 ? parts[1] : null));
        }

        return new UblShape
        {
            Name = words[0],
            Field = words[2] == "-" ? words[0] : words[2],
            Max = MaxOf(words[0], words[1]),
            RequiredBy = requiredBy,
            Attributes = attributes,
        };
    }

    private static int MaxOf(string name, string count) => (name, count) switch
    {
        ("cac:InvoiceLine" or "cac:CreditNoteLine", _) => DocumentLimits.MaxLines,
        (_, "n") => DocumentLimits.MaxRepetitions,
        _ => int.Parse(count, System.Globalization.CultureInfo.InvariantCulture),
    };
}
