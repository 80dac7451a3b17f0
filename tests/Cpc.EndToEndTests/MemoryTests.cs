using System.Text;
using Cpc.Cryptography;
using Cpc.SecureMemory;

namespace Cpc.EndToEndTests;

/// <summary>A running node's memory, read from outside after it has exchanged documents and while it is idle, holds none
/// of its long-lived keys.</summary>
public class MemoryTests
{
    [SkippableFact]
    public async Task No_long_lived_key_is_found_in_the_memory_of_an_idle_node()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Reads /proc.");
        var folder = Directory.CreateTempSubdirectory("cpc-memory-").FullName;
        try
        {
            var hocon = Path.Combine(folder, "own.hocon");
            await File.WriteAllTextAsync(hocon, "cpc.outbox { min-backoff = 100ms, max-backoff = 500ms }");
            using var alice = new NodeProcess(Path.Combine(folder, "alice"), hocon);
            using var bob = new NodeProcess(Path.Combine(folder, "bob"), hocon);
            await alice.StartAsync();
            await bob.StartAsync();
            await alice.PostAsync("v1/peers", new { peer = bob.IdAtAddress, name = "bob" });
            await bob.PostAsync("v1/peers", new { peer = alice.IdAtAddress, name = "alice" });
            await alice.PostAsync("v1/consents", new { peer = "bob", legalBasis = "contract" });
            for (var i = 0; i < 3; i++) Assert.NotNull(await alice.SendAsync(TwoNodes.Invoice, "bob"));
            await TwoNodes.EventuallyAsync(
                async () => await alice.GetAsync("v1/documents"),
                list => list.EnumerateArray().All(d => d.GetProperty("status").GetString() == "delivered"));

            foreach (var node in new[] { alice, bob })
            {
                var keys = Keys(Path.Combine(node.Folder, "keys"));
                // The control: the node's own id, in the form it is shown in, is all over its memory.
                byte[][] patterns = [Encoding.Unicode.GetBytes(node.Id), .. keys.Select(k => k.Bytes)];
                var found = ProcessMemory.Count(node.ProcessId, patterns);
                Skip.If(found is null, "This user may not read another process's memory: the node is protected from it, too.");
                Assert.True(found![0] > 0, "The search finds nothing at all.");
                for (var i = 0; i < keys.Count; i++) Assert.True(found[i + 1] == 0, $"The {keys[i].Name} is in memory {found[i + 1]} times.");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [SkippableFact]
    public void The_search_finds_a_key_that_is_not_sealed()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Reads /proc.");
        using var key = SecureData.Random(32);
        var pattern = key.Span.ToArray();
        var found = ProcessMemory.Count(Environment.ProcessId, pattern);
        Skip.If(found is null, "This user may not read a process's memory.");
        Assert.True(found![0] >= 1);
    }

    private static List<(string Name, byte[] Bytes)> Keys(string file)
    {
        using var keys = KeyFile.Open(file, TimeProvider.System.GetUtcNow());
        var publicKey = new byte[32];
        var expanded = new byte[64];
        Ed25519.DeriveKeyPair(keys.IdentitySeed.Span, publicKey, expanded);
        return
        [
            ("identity seed", keys.IdentitySeed.Span.ToArray()),
            ("identity key", expanded),
            ("data key", keys.DataKey.Span.ToArray()),
            .. keys.Statics.Select(s => ("Noise static", s.PrivateKey.Span.ToArray())),
        ];
    }
}
