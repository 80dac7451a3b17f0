using System.Text;

namespace Cpc.EndToEndTests;

/// <summary>An import that is cut short by kill -9, again and again, and run again from its beginning each time: each document
/// arrives once, and the lists are what the journals say.</summary>
[Trait("Category", "Long")]
public class ImportKillTests
{
    private const int Documents = 60;
    private const int Kills = 6;

    [Fact]
    public async Task A_killed_import_that_is_run_again_sends_nothing_twice_and_leaves_nothing_out()
    {
        var folder = Directory.CreateTempSubdirectory("cpc-import-").FullName;
        var hocon = Path.Combine(folder, "own.hocon");
        await File.WriteAllTextAsync(hocon, "cpc.outbox { min-backoff = 100ms, max-backoff = 500ms, receipt-timeout = 5s }\ncpc.transport.circuit-breaker.reset = 1s");
        var random = new Random();
        try
        {
            using var alice = new NodeProcess(Path.Combine(folder, "alice"), hocon);
            using var bob = new NodeProcess(Path.Combine(folder, "bob"), hocon);
            await alice.StartAsync();
            await bob.StartAsync();
            await alice.PostAsync("v1/peers", new { peer = bob.IdAtAddress, name = "bob" });
            await bob.PostAsync("v1/peers", new { peer = alice.IdAtAddress, name = "alice" });
            await alice.PostAsync("v1/consents", new { peer = "bob", kinds = Array.Empty<string>(), legalBasis = "contract" });

            for (var kill = 0; kill < Kills; kill++)
            {
                var import = ImportAsync(alice);
                await Task.Delay(random.Next(20, 600));
                alice.Kill();
                await import;
                await alice.StartAsync();
            }

            var ids = await ImportAsync(alice);
            Assert.Equal(Documents, ids.OfType<string>().Distinct().Count());
            var sent = await TwoNodes.EventuallyAsync(
                async () => await alice.GetAsync("v1/documents"),
                list => list.EnumerateArray().All(d => d.GetProperty("status").GetString() == "delivered"), seconds: 120);
            Assert.Equal(Documents, sent.GetArrayLength());
            var received = await bob.GetAsync("v1/documents");
            Assert.Equal(ids.Order(), received.EnumerateArray().Select(d => d.GetProperty("id").GetString()).Order());
            Assert.Equal(Documents, received.EnumerateArray().Select(d => d.GetProperty("number").GetString()).Distinct().Count());
            foreach (var node in new[] { alice, bob }) Assert.Equal(0, await node.RebuildAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // All of them, eight at a time, as the command does; what the kill cut short has no answer.
    private static async Task<string?[]> ImportAsync(NodeProcess node)
    {
        var ids = new string?[Documents];
        var sample = Encoding.UTF8.GetString(TwoNodes.Invoice);
        await Parallel.ForEachAsync(Enumerable.Range(0, Documents), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
            ids[i] = await node.ImportAsync(Encoding.UTF8.GetBytes(sample.Replace("MB-2026-0042", $"IMPORT-{i}", StringComparison.Ordinal)), "bob"));
        return ids;
    }
}
