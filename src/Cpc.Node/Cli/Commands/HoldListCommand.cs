using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Lists the received documents that wait for a decision because they are suspicious.</summary>
internal sealed class HoldListCommand() : CpcCommand(
    "list",
    "List the received documents that are suspicious and wait for a decision",
    "cpc hold list",
    "cpc hold list --json | jq '.[] | {id, concerns}'")
{
    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var holds = await client.ListHoldsAsync(cancel);
        call.Output.Write(holds, CliJson.Readable.IReadOnlyListDocumentView, page => page.Table(
            [new Column("ID", IsId: true), new Column("NUMBER", Wraps: true), new Column("SELLER", Wraps: true), new Column("PEER", IsId: true, Wraps: true), new Column("PAYABLE", IsNumber: true), new Column("HELD"), new Column("WHY", Wraps: true)],
            [.. holds.Select(d => new[]
            {
                d.Id.ToString(),
                d.Number,
                d.Seller,
                d.PeerName ?? d.Peer,
                Plain.Amount(d.Payable, d.Currency),
                d.Held ? "yes" : "flagged",
                HoldWords.Concerns(d),
            })]));
        if (holds.Count == 0) call.Output.Note("Nothing is held.");
        return ExitCode.Done;
    }
}
