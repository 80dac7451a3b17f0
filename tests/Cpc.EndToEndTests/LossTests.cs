using Cpc.Transport;
using Xunit.Abstractions;

namespace Cpc.EndToEndTests;

/// <summary>A network that loses every fifth packet, so that the rest arrives late and out of order: exchanges complete.</summary>
public class LossTests(ITestOutputHelper output)
{
    private const int Number = 10;

    [SkippableTheory]
    [InlineData("tls")]
    [InlineData("quic")]
    [Trait("Category", "Long")]
    public async Task Invoices_arrive_although_every_fifth_packet_is_lost(string transport)
    {
        if (transport == "quic") Skip.If(Transports.WhyNoQuic is not null, Transports.WhyNoQuic ?? "");
        using var network = NetworkNamespace.Create(lossPercent: 20);
        var folder = Directory.CreateTempSubdirectory("cpc-loss-").FullName;
        try
        {
            var hocon = Path.Combine(folder, "own.hocon");
            await File.WriteAllTextAsync(hocon, "cpc.outbox { min-backoff = 500ms, max-backoff = 5s, receipt-timeout = 60s }\ncpc.transport.circuit-breaker.reset = 5s");
            using var alice = new NodeProcess(Path.Combine(folder, "alice"), hocon, network, transport);
            using var bob = new NodeProcess(Path.Combine(folder, "bob"), hocon, network, transport);
            await alice.StartAsync();
            await bob.StartAsync();
            await alice.PostAsync("v1/peers", new { peer = bob.IdAtAddress, name = "bob" });
            await bob.PostAsync("v1/peers", new { peer = alice.IdAtAddress, name = "alice" });
            await alice.PostAsync("v1/consents", new { peer = "bob", kinds = Array.Empty<string>(), legalBasis = "contract" });
            Assert.Equal(transport, (await alice.GetAsync("v1/node")).GetProperty("transport").GetString());

            for (var i = 0; i < Number; i++) Assert.NotNull(await alice.SendAsync(TwoNodes.Invoice, "bob"));
            await TwoNodes.EventuallyAsync(async () => (await alice.GetAsync("v1/node")).GetProperty("queued").GetInt32(), queued => queued == 0, seconds: 300);
            Assert.Equal(Number, (await bob.GetAsync("v1/documents")).GetArrayLength());
            Assert.All((await alice.GetAsync("v1/documents")).EnumerateArray(), d => Assert.Equal("delivered", d.GetProperty("status").GetString()));
            // It did lose.
            Assert.InRange(network.Lost, Number, long.MaxValue);
            output.WriteLine($"{transport}: {network.Lost} packets lost");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
