using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>The running node about itself.</summary>
internal sealed class StatusCommand() : CpcCommand(
    "status",
    "Show whether the node runs, where it listens, what it holds and what it refused",
    "cpc status",
    "cpc status --json | jq .listening")
{
    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var node = await client.GetNodeAsync(cancel);
        call.Output.Write(node, CliJson.Readable.NodeView, page =>
        {
            page.Fields(
                ("id", node.Id),
                ("listening", string.Join(", ", node.Listening)),
                ("transport", node.TransportReason is null ? node.Transport : $"{node.Transport} ({node.TransportReason})"),
                ("suite", node.Suite),
                ("discovery", node.Discovery is { } dht ? $"{DhtWords.State(dht)}; {Plain.Number(dht.Contacts)} contacts" : null),
                ("peers", Plain.Number(node.Peers)),
                ("documents", Plain.Number(node.Documents)),
                ("queued", Plain.Number(node.Queued)),
                ("key file", node.KeyProtection is { Length: > 0 } by ? $"protected by {by}" : null));
            foreach (var peer in node.Breakers)
            {
                page.Line($"! {peer.PeerName ?? peer.Peer}: circuit breaker {PeerWords.Circuit(peer.Breaker, page.Time)}");
            }

            foreach (var warning in node.Warnings) page.Line($"! {warning}");
            if (node.Refusals.Count == 0) return;
            page.Line();
            page.Table(
                [new Column("REFUSED"), new Column("TIMES", IsNumber: true)],
                [.. node.Refusals.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new[] { r.Key, Plain.Number(r.Value) })]);
        });
        return ExitCode.Done;
    }
}
