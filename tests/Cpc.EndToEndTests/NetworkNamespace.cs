using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Cpc.EndToEndTests;

/// <summary>A network of the test's own, with nothing but a loopback interface that loses packets.</summary>
internal sealed partial class NetworkNamespace : IDisposable
{
    internal NetworkNamespace(string name) => Name = name;

    public string Name { get; }

    /// <summary>Packets it has lost.</summary>
    public long Lost => long.Parse(Packets().Match(Run("ip", "netns", "exec", Name, "nft", "list", "table", "inet", "cpc").Output).Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>Makes one; skips the test, with the reason, where that is not allowed.</summary>
    /// <param name="lossPercent">Of the packets of TCP and UDP that arrive, at random.</param>
    public static NetworkNamespace Create(int lossPercent)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Network namespaces are Linux's.");
        var space = new NetworkNamespace($"cpc-{Guid.NewGuid():N}"[..15]);
        var added = Run("ip", "netns", "add", space.Name);
        Skip.If(added.ExitCode != 0, $"Network namespaces are not allowed here: {added.Output.Trim()}");
        var rules = $"add table inet cpc; add chain inet cpc in {{ type filter hook input priority 0; }}; add rule inet cpc in meta l4proto {{ tcp, udp }} numgen random mod 100 < {lossPercent} counter drop";
        foreach (var command in new[] { new[] { "ip", "link", "set", "lo", "up" }, ["nft", rules] })
        {
            var done = Run("ip", ["netns", "exec", space.Name, .. command]);
            if (done.ExitCode == 0) continue;
            space.Dispose();
            Skip.If(true, $"'{command[0]}' does not work in a network namespace here: {done.Output.Trim()}");
        }

        return space;
    }

    public void Dispose() => Run("ip", "netns", "del", Name);

    internal static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd() + errors.Result;
            process.WaitForExit();
            return (process.ExitCode, output);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, $"{program}: {e.Message}");
        }
    }

    [GeneratedRegex(@"counter packets (\d+)")]
    private static partial Regex Packets();
}
