using System.Diagnostics;

namespace Cpc.EndToEndTests.SessionKeys;

/// <summary>The memory of a process with two nodes and an idle session between them, read from outside: the root, chain,
/// header and message keys that were used and those that will be are nowhere in it.</summary>
public class SessionMemoryTests
{
    [SkippableFact]
    public async Task No_key_of_an_idle_session_is_found_in_the_memory_of_its_nodes()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Reads /proc.");
        Skip.IfNot(Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet", "The tests do not run under the dotnet host.");
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["exec", typeof(SessionKeysHost).Assembly.Location, "session-keys"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var keys = await ReadAsync(process.StandardOutput);
            Assert.Equal(1, keys.Count(k => k.Name == "control"));
            Assert.True(keys.Count(k => k.Name.StartsWith("RK", StringComparison.Ordinal)) >= 6, "The host printed no root keys.");
            Assert.True(keys.Count(k => k.Name.Contains("message key", StringComparison.Ordinal)) >= 6, "The host printed no message keys.");
            Assert.True(keys.Select(k => Convert.ToHexString(k.Masked)).Distinct().Count() > 30, "The ratchets did not turn.");

            var found = ProcessMemory.Count(process.Id, [.. keys.Select(k => k.Unmask())]);
            Skip.If(found is null, "This user may not read another process's memory.");
            Assert.True(found![keys.FindIndex(k => k.Name == "control")] >= 1, "The search does not find a key that is not sealed.");
            Assert.Equal("", string.Join(", ", keys.Select((k, i) => (k.Name, Times: found[i])).Where(k => k.Name != "control" && k.Times > 0).Select(k => $"{k.Name} × {k.Times}")));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<List<MaskedKey>> ReadAsync(StreamReader output)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var keys = new List<MaskedKey>();
        while (await output.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line == "ready") return keys;
            if (line.Contains('\t', StringComparison.Ordinal)) keys.Add(MaskedKey.Parse(line));
        }

        throw new InvalidOperationException("The host ended early.");
    }
}
