using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Lists the consents, also those that ended.</summary>
internal sealed class ConsentListCommand() : CpcCommand(
    "list",
    "List the consents, also those that ended",
    "cpc consent list",
    "cpc consent list --json | jq '.[] | select(.status == \"granted\")'")
{
    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var consents = await client.ListConsentsAsync(cancel);
        call.Output.Write(consents, CliJson.Readable.IReadOnlyListConsentView, page => page.Table(
            [new Column("ID", IsId: true), new Column("PEER", IsId: true, Wraps: true), new Column("KINDS", Wraps: true), new Column("BASIS"), new Column("UNTIL", Wraps: true), new Column("STATUS")],
            [.. consents.Select(c => new[]
            {
                c.Id.ToString(),
                c.PeerName ?? c.Peer,
                c.Kinds.Count == 0 ? "all" : string.Join(",", c.Kinds),
                c.LegalBasis,
                c.ValidUntil is { } end ? Plain.Time(end, page.Time) : "-",
                c.Status,
            })]));
        if (consents.Count == 0) call.Output.Note("No consents yet. Grant one with 'cpc consent grant PEER'.");
        return ExitCode.Done;
    }
}
