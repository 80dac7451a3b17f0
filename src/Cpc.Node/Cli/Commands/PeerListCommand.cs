using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>Lists the node's book of peers.</summary>
internal sealed class PeerListCommand() : CpcCommand(
    "list",
    "List the peers: connected, verified or blocked, and what waits for them",
    "cpc peer list",
    "cpc peer list --json | jq -r '.[].id'")
{
    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var peers = await client.ListPeersAsync(cancel);
        call.Output.Write(peers, CliJson.Readable.IReadOnlyListPeerView, page => page.Table(
            [new Column("ID", IsId: true), new Column("NAME", Wraps: true), new Column("ADDRESS", Wraps: true), new Column("STATE"), new Column("VERIFIED"), new Column("QUEUED", IsNumber: true), new Column("PROBLEM", Wraps: true)],
            [.. peers.Select(p => new[]
            {
                p.Id,
                p.Name ?? "-",
                p.Address.Length > 0 ? p.Address : "by discovery",
                PeerWords.State(p),
                p.VerifiedSince is { } at ? Plain.Day(at, page.Time) : "no",
                Plain.Number(p.Queued),
                p.LastProblem ?? "-",
            })]));
        if (peers.Count == 0) call.Output.Note("No peers yet. Add one with 'cpc peer add ID@ADDRESS' or an invite.");
        return ExitCode.Done;
    }
}
