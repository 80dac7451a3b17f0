using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Lists the nodes in the routing table.</summary>
internal sealed class DhtPeersCommand() : CpcCommand(
    "peers",
    "List the nodes that discovery knows; they need not be partners",
    "cpc dht peers",
    "cpc dht peers --json | jq length")
{
    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var contacts = await client.ListDhtContactsAsync(cancel);
        call.Output.Write(contacts, CliJson.Readable.IReadOnlyListDhtContactView, page => page.Table(
            [new Column("ID", IsId: true), new Column("ADDRESS", Wraps: true), new Column("BUCKET", IsNumber: true)],
            [.. contacts.Select(c => new[] { c.Id, c.Address, Plain.Number(c.CommonPrefix) })]));
        if (contacts.Count == 0) call.Output.Note("Nobody yet. Add a peer with an invite, or a bootstrap node (cpc.dht.bootstrap).");
        return ExitCode.Done;
    }
}
