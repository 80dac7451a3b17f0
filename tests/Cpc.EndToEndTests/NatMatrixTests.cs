using System.Text.Json;
using Cpc.Transport;
using Xunit.Abstractions;

namespace Cpc.EndToEndTests;

/// <summary>Every kind of router towards every other, with nodes as processes of their own: an invoice arrives.</summary>
public sealed class NatMatrixTests(ITestOutputHelper output) : IDisposable
{
    private static readonly NatKind[] Kinds = Enum.GetValues<NatKind>();

    private readonly string _folder = Directory.CreateTempSubdirectory("cpc-matrix-").FullName;
    private readonly List<NodeProcess> _nodes = [];

    public void Dispose()
    {
        foreach (var node in _nodes) node.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public async Task An_invoice_arrives_whatever_is_between_two_nodes()
    {
        using var network = NatNetwork.Create();
        var hocon = await WriteHoconAsync(NatNetwork.Password);
        var senders = new List<(NatKind Kind, NodeProcess Node, string Address)>();
        var receivers = new List<(NatKind Kind, NodeProcess Node, string Address)>();
        foreach (var kind in Kinds)
        {
            senders.Add(await StartAsync(network, $"from-{kind}", kind, hocon));
            receivers.Add(await StartAsync(network, $"to-{kind}", kind, hocon));
        }

        foreach (var sender in senders)
        {
            foreach (var receiver in receivers) await IntroduceAsync(sender.Node, sender.Address, receiver.Node, receiver.Address, $"{sender.Kind}", $"{receiver.Kind}");
        }

        foreach (var sender in senders)
        {
            foreach (var receiver in receivers) Assert.NotNull(await sender.Node.SendAsync(TwoNodes.Invoice, $"{receiver.Kind}"));
        }

        foreach (var sender in senders)
        {
            await TwoNodes.EventuallyAsync(async () => (await sender.Node.GetAsync("v1/node")).GetProperty("queued").GetInt32(), queued => queued == 0, seconds: 300);
            Assert.All((await sender.Node.GetAsync("v1/documents")).EnumerateArray(), d => Assert.Equal("delivered", d.GetProperty("status").GetString()));
        }

        foreach (var receiver in receivers) Assert.Equal(Kinds.Length, (await receiver.Node.GetAsync("v1/documents")).GetArrayLength());
        output.WriteLine($"QUIC: {Transports.WhyNoQuic ?? "used"}");
        output.WriteLine($"| from \\ to | {string.Join(" | ", Kinds)} |");
        foreach (var sender in senders)
        {
            var cells = new List<string>();
            foreach (var receiver in receivers) cells.Add($"{await PathAsync(sender.Node, $"{receiver.Kind}")} → {await PathAsync(receiver.Node, $"{sender.Kind}")}");
            output.WriteLine($"| {sender.Kind} | {string.Join(" | ", cells)} |");
            // Where the receiver is on the internet itself, nothing goes through the relay.
            Assert.DoesNotContain("relay", cells[(int)NatKind.None], StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public async Task Without_the_relay_two_nodes_behind_routers_do_not_meet_and_nothing_is_lost()
    {
        using var network = NatNetwork.Create();
        var hocon = await WriteHoconAsync("wrong");
        var (fromPlace, _) = network.AddNode(NatKind.Symmetric);
        var (toPlace, _) = network.AddNode(NatKind.Symmetric);
        var from = await RunAsync("from", fromPlace, hocon);
        var to = await RunAsync("to", toPlace, hocon);
        await IntroduceAsync(from, "203.0.113.11:4747", to, "203.0.113.12:4747", "from", "to");
        Assert.NotNull(await from.SendAsync(TwoNodes.Invoice, "to"));
        var waiting = await TwoNodes.EventuallyAsync(() => from.GetAsync("v1/documents"), d => d[0].TryGetProperty("problem", out var problem) && problem.ValueKind == JsonValueKind.String);
        Assert.NotEqual("delivered", waiting[0].GetProperty("status").GetString());
        Assert.Equal(1, (await from.GetAsync("v1/node")).GetProperty("queued").GetInt32());
        Assert.Equal(0, (await to.GetAsync("v1/documents")).GetArrayLength());
    }

    private static async Task IntroduceAsync(NodeProcess sender, string senderAt, NodeProcess receiver, string receiverAt, string senderName, string receiverName)
    {
        await sender.PostAsync("v1/peers", new { peer = $"{receiver.Id}@{receiverAt}", name = receiverName });
        await receiver.PostAsync("v1/peers", new { peer = $"{sender.Id}@{senderAt}", name = senderName });
        await sender.PostAsync("v1/consents", new { peer = receiverName, kinds = Array.Empty<string>(), legalBasis = "contract" });
    }

    private static async Task<string> PathAsync(NodeProcess node, string peer)
    {
        var found = (await node.GetAsync("v1/peers")).EnumerateArray().Single(p => p.GetProperty("name").GetString() == peer);
        return found.TryGetProperty("transport", out var transport) ? transport.GetString() ?? "-" : "-";
    }

    private async Task<string> WriteHoconAsync(string password)
    {
        var secret = Path.Combine(_folder, "turn-password");
        await File.WriteAllTextAsync(secret, password);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var hocon = Path.Combine(_folder, "own.hocon");
        await File.WriteAllTextAsync(hocon, $$"""
            cpc.outbox { min-backoff = 500ms, max-backoff = 5s, receipt-timeout = 60s }
            cpc.transport.circuit-breaker.reset = 5s
            cpc.nat { stun-servers = [], fallback-stun-servers = [], turn { server = "{{NatNetwork.TurnServer}}", username = "{{NatNetwork.Username}}", password-file = "{{secret}}" } }
            """);
        return hocon;
    }

    private async Task<(NatKind Kind, NodeProcess Node, string Address)> StartAsync(NatNetwork network, string name, NatKind kind, string hocon)
    {
        var (place, address) = network.AddNode(kind);
        var node = await RunAsync(name, place, hocon);
        if (address is not null) return (kind, node, $"{address}:4747");
        var listening = await TwoNodes.EventuallyAsync(async () => (await node.GetAsync("v1/node")).GetProperty("listening"), l => l.GetArrayLength() == 2);
        return (kind, node, listening[1].GetString()!);
    }

    private async Task<NodeProcess> RunAsync(string name, NetworkNamespace place, string hocon)
    {
        var node = new NodeProcess(Path.Combine(_folder, name), hocon, place, listen: "0.0.0.0:4747");
        _nodes.Add(node);
        await node.StartAsync();
        return node;
    }
}
