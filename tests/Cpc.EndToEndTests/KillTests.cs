using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace Cpc.EndToEndTests;

/// <summary>kill -9 of either side at random moments: the invoice arrives exactly once, is journaled exactly once,
/// the receipt gets back, and the audit chains hold.</summary>
public class KillTests(ITestOutputHelper output)
{
    private const string Hocon = "cpc.outbox { min-backoff = 100ms, max-backoff = 500ms, receipt-timeout = 5s }\ncpc.transport.circuit-breaker.reset = 1s";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Five_kills_at_random_moments_lose_nothing_and_double_nothing(bool sender) => KillAsync(sender, 5);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Category", "Long")]
    public Task Fifty_kills_at_random_moments_lose_nothing_and_double_nothing(bool sender) => KillAsync(sender, 50);

    private async Task KillAsync(bool sender, int kills)
    {
        var folder = Directory.CreateTempSubdirectory("cpc-kill-").FullName;
        var hocon = Path.Combine(folder, "own.hocon");
        await File.WriteAllTextAsync(hocon, Hocon);
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

            var victim = sender ? alice : bob;
            var answered = new List<string>();
            for (var i = 0; i < kills; i++)
            {
                // In turn from before the document is stored, and from the answer to after its receipt is.
                var afterAnswer = i % 2 == 1;
                var delay = random.Next(0, afterAnswer ? 150 : 400);
                var sending = alice.SendAsync(TwoNodes.Invoice, "bob");
                if (afterAnswer) await sending;
                await Task.Delay(delay);
                victim.Kill();
                var id = await sending;
                if (id is not null) answered.Add(id);
                output.WriteLine($"{i}: killed {delay} ms after {(afterAnswer ? "the answer" : "the start")}, {(id is null ? "not answered" : "answered")}");
                await victim.StartAsync();
            }

            var sent = await EventuallyAllDeliveredAsync(alice);
            // What was answered is there; what was not may be there or not, but never twice.
            Assert.Superset(answered.ToHashSet(), sent.ToHashSet());
            Assert.InRange(sent.Count, answered.Count, kills);
            var received = (await bob.GetAsync("v1/documents")).EnumerateArray().Select(d => d.GetProperty("id").GetString()!).ToList();
            Assert.Equal(sent.Order(), received.Order());
            foreach (var node in new[] { alice, bob })
            {
                Assert.True((await node.GetAsync("v1/audit")).GetProperty("holds").GetBoolean());
                // What the kills left of the lists is what the journal says.
                Assert.Equal(0, await node.RebuildAsync());
            }

            alice.Kill();
            bob.Kill();
            Assert.Equal(sent.Count, CountOnce(bob.Journal, "document-received.1"));
            Assert.Equal(sent.Count, CountOnce(alice.Journal, "document-issued.1"));
            Assert.Equal(sent.Count, CountOnce(alice.Journal, "document-receipt-received.1"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<string>> EventuallyAllDeliveredAsync(NodeProcess alice)
    {
        var documents = await TwoNodes.EventuallyAsync(
            async () => await alice.GetAsync("v1/documents"),
            list => list.EnumerateArray().All(d => d.GetProperty("status").GetString() == "delivered" && d.GetProperty("receiptVerified").GetBoolean()),
            seconds: 120);
        return [.. documents.EnumerateArray().Select(d => d.GetProperty("id").GetString()!)];
    }

    // The number of documents with the event; each must have it once.
    private static int CountOnce(string journal, string manifest)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = journal, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT persistence_id, COUNT(*) FROM journal WHERE manifest = $manifest GROUP BY persistence_id";
        command.Parameters.AddWithValue("$manifest", manifest);
        using var reader = command.ExecuteReader();
        var documents = 0;
        while (reader.Read())
        {
            Assert.True(reader.GetInt32(1) == 1, $"{reader.GetString(0)} has {reader.GetInt32(1)} events {manifest}");
            documents++;
        }

        return documents;
    }
}
