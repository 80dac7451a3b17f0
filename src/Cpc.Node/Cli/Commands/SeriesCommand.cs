using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Reports gaps and duplicates in number series.</summary>
internal sealed class SeriesCommand() : CpcCommand(
    "series",
    "Report gaps and duplicates in the numbers of documents sent, and duplicates in those received",
    "cpc series",
    "cpc series --json | jq '.[] | select(.what == \"gap\")'")
{
    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var findings = await client.CheckSeriesAsync(cancel);
        call.Output.Write(findings, CliJson.Readable.IReadOnlyListSeriesView, page => page.Table(
            [new Column("DIRECTION"), new Column("KIND"), new Column("SELLER", Wraps: true), new Column("YEAR"), new Column("WHAT"), new Column("FIRST", Wraps: true), new Column("LAST", Wraps: true)],
            [.. findings.Select(f => new[] { f.Direction, f.Kind, f.Seller, f.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), f.What, f.First, f.Last })]));
        if (findings.Count == 0) call.Output.Note("No gaps and no duplicates.");
        return ExitCode.Done;
    }
}
