using Cpc.Node.Cli.Rendering;

namespace Cpc.Node.Cli.Commands;

/// <summary>The node's part in discovery.</summary>
internal sealed class DhtStatusCommand() : CpcCommand(
    "status",
    "Show whom discovery knows, whether this node is published, and what it refused",
    "cpc dht status",
    "cpc dht status --json | jq .contacts")
{
    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var client = call.Connect();
        var dht = await client.GetDhtAsync(cancel);
        call.Output.Write(dht, CliJson.Readable.DhtView, page =>
        {
            page.Fields(
                ("discovery", DhtWords.State(dht)),
                ("contacts", Plain.Number(dht.Contacts)),
                ("network", dht.Nodes is { } nodes ? $"about {Plain.Number(nodes)} nodes" : "size not known yet"),
                ("serving", dht.Serving ? $"yes, {Plain.Number(dht.Records)} records kept for others" : "no"),
                ("published", dht.PublishedUntil is { } until ? $"{string.Join(", ", dht.Addresses)}, until {Plain.Time(until, page.Time)}" : "no"));
            if (dht.Refusals.Count == 0) return;
            page.Line();
            page.Table(
                [new Column("REFUSED"), new Column("TIMES", IsNumber: true)],
                [.. dht.Refusals.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new[] { r.Key, Plain.Number(r.Value) })]);
        });
        return ExitCode.Done;
    }
}
