using System.Globalization;
using Xunit.Abstractions;

namespace Cpc.EndToEndTests;

/// <summary>A partner whose node is down while much is sent to it: nothing is lost, the circuit breaker opens, the
/// sender's memory does not grow with time, and everything arrives after the partner's return.</summary>
public class DeadPartnerTests(ITestOutputHelper output)
{
    // Short times, so that a minute sees many tries.
    private const string Hocon = """
        cpc.outbox { min-backoff = 100ms, max-backoff = 500ms, receipt-timeout = 20s }
        cpc.transport.circuit-breaker.reset = 1s
        """;

    [Fact]
    public Task Some_documents_wait_for_a_dead_partner_and_arrive() => WaitAndArriveAsync(40, TimeSpan.Zero);

    [Fact]
    [Trait("Category", "Long")]
    public Task Very_many_documents_wait_for_a_dead_partner_in_flat_memory_and_arrive() => WaitAndArriveAsync(Many, TimeSpan.FromSeconds(60));

    // Every document waits for the disk several times: 10,000 take 10 to 30 minutes, CPC_DEAD_PARTNER=10000 asks for them.
    private static int Many => int.TryParse(Environment.GetEnvironmentVariable("CPC_DEAD_PARTNER"), CultureInfo.InvariantCulture, out var number) ? number : 1_500;

    private async Task WaitAndArriveAsync(int number, TimeSpan watched)
    {
        var folder = Directory.CreateTempSubdirectory("cpc-dead-").FullName;
        try
        {
            var hocon = Path.Combine(folder, "own.hocon");
            await File.WriteAllTextAsync(hocon, Hocon);
            using var alice = new NodeProcess(Path.Combine(folder, "alice"), hocon);
            using var bob = new NodeProcess(Path.Combine(folder, "bob"), hocon);
            await alice.StartAsync();
            await bob.StartAsync();
            await alice.PostAsync("v1/peers", new { peer = bob.IdAtAddress, name = "bob" });
            await bob.PostAsync("v1/peers", new { peer = alice.IdAtAddress, name = "alice" });
            await alice.PostAsync("v1/consents", new { peer = "bob", kinds = Array.Empty<string>(), legalBasis = "contract" });
            bob.Kill();

            var sent = new System.Collections.Concurrent.ConcurrentBag<string>();
            await Parallel.ForEachAsync(Enumerable.Range(0, number), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, _) =>
                sent.Add((await alice.SendAsync(TwoNodes.Invoice, "bob"))!));
            Assert.Equal(number, sent.Distinct().Count());

            // Each try ends it half-open for a moment.
            await TwoNodes.EventuallyAsync(async () => (await alice.GetAsync("v1/peers"))[0], p => p.GetProperty("breaker").GetProperty("state").GetString() == "open");
            Assert.Equal(number, (await alice.GetAsync("v1/node")).GetProperty("queued").GetInt32());
            if (watched > TimeSpan.Zero) await AssertFlatMemoryAsync(alice.ProcessId, watched);

            await bob.StartAsync();
            await TwoNodes.EventuallyAsync(async () => (await alice.GetAsync("v1/node")).GetProperty("queued").GetInt32(), queued => queued == 0, seconds: 60 + (number / 4));
            Assert.Equal("closed", (await alice.GetAsync("v1/peers"))[0].GetProperty("breaker").GetProperty("state").GetString());
            Assert.Equal(sent.Order(), (await bob.GetAsync("v1/documents")).EnumerateArray().Select(d => d.GetProperty("id").GetString()!).Order());
            Assert.All((await alice.GetAsync("v1/documents")).EnumerateArray(), d => Assert.Equal("delivered", d.GetProperty("status").GetString()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task AssertFlatMemoryAsync(int process, TimeSpan watched)
    {
        // What the sending itself has left behind is collected first.
        await Task.Delay(watched / 2);
        var before = ResidentMiB(process);
        await Task.Delay(watched);
        var after = ResidentMiB(process);
        output.WriteLine($"resident: {before} MiB, {after} MiB after {watched}");
        Assert.True(after <= before + 32, $"It grew from {before} to {after} MiB in {watched}.");
    }

    private static int ResidentMiB(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
