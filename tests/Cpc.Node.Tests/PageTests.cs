using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Tests;

/// <summary>Shortened ids tell the rows apart.</summary>
public class PageTests
{
    [Fact]
    public void Ids_with_a_long_beginning_in_common_are_shortened_less()
    {
        using var folder = new TempFolder();
        using var output = new StringWriter();
        var environment = CliRun.Environment(folder, output, TextWriter.Null, new FakeNode()) with { OutIsTerminal = true, Width = 40 };
        new Page(environment).Table(
            [new Column("ID", IsId: true), new Column("WHAT", Wraps: true)],
            [["0198f3a2-0000-7000-8000-000000000001", "a"], ["0198f3a2-0001-7000-8000-000000000001", "b"]]);
        Assert.Equal(["0198f3a2-0000  a", "0198f3a2-0001  b"], output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..]);
    }

    [Fact]
    public void A_table_without_rows_prints_nothing()
    {
        using var folder = new TempFolder();
        using var output = new StringWriter();
        new Page(CliRun.Environment(folder, output, TextWriter.Null, new FakeNode())).Table([new Column("ID")], []);
        Assert.Empty(output.ToString());
    }
}
