using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Cpc.Actors.Dht;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Dht;

/// <summary>A hundred nodes in one process over real sockets. The figures are printed, not asserted: the machine is not
/// ours alone (docs/benchmarks/kademlia.md).</summary>
public sealed class LoopbackTests(ITestOutputHelper output)
{
    private const int Nodes = 100;
    private const int Finds = 300;

    [SkippableFact]
    [Trait("Category", "Long")]
    public async Task A_hundred_nodes_find_each_other_also_when_thirty_fall_silent()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only on Linux is all of 127/8 this machine.");
        using var process = Process.GetCurrentProcess();
        var system = ActorSystem.Create("loopback", "akka { loglevel = WARNING, stdout-loglevel = OFF, log-dead-letters = off }");
        var nodes = new List<LoopbackNode>();
        try
        {
            await system.ActorOf(Props.Empty).GracefulStop(TimeSpan.FromSeconds(5));
            var (memory, cpu) = (GC.GetTotalMemory(true), process.TotalProcessorTime);
            for (var i = 0; i < Nodes; i++) nodes.Add(new LoopbackNode(system, (byte)(1 + i), [.. nodes.Take(1).Select(n => n.Contact)]));
            await UntilAsync(nodes, s => s is { Contacts: >= 20, Lookups: 0, IsPublished: true });
            process.Refresh();
            Print($"bootstrap: {(process.TotalProcessorTime - cpu).TotalMilliseconds / Nodes:F1} ms of CPU a node");
            await UntilAsync(nodes, s => s.Nodes > 50);
            Print($"memory: {(GC.GetTotalMemory(true) - memory) / 1024.0 / Nodes:F0} KiB managed a node; {nodes.Count} nodes");

            var random = new Random(1);
            await FindAsync(nodes, random, 100); // warm
            var (all, found) = await FindAsync(nodes, random, Finds);
            Assert.Equal(Finds, found);
            Print($"find: {all}");

            foreach (var dead in nodes.Take(30))
            {
                system.Stop(dead.Actor);
                await dead.DisposeAsync();
            }

            var living = nodes.Skip(30).ToList();
            (all, found) = await FindAsync(living, random, 100);
            Assert.Equal(100, found);
            Print($"find, 30 silent: {all}");
        }
        finally
        {
            await system.Terminate();
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }

    private static async Task UntilAsync(List<LoopbackNode> nodes, Func<DhtStatus, bool> isSo)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            await Task.Delay(250);
            var all = await Task.WhenAll(nodes.Select(n => n.StatusAsync()));
            if (all.All(isSo)) return;
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(120),
                "It did not settle: " + string.Join(" ", all.Select(s => $"{s.Contacts}/{s.Lookups}/{s.IsPublished}/{s.Nodes:F0}")));
        }
    }

    private static async Task<(string Figures, int Found)> FindAsync(List<LoopbackNode> nodes, Random random, int finds)
    {
        var times = new List<double>();
        var queries = new List<int>();
        var found = 0;
        for (var i = 0; i < finds; i++)
        {
            var seeker = nodes[random.Next(nodes.Count)];
            var wanted = nodes[random.Next(nodes.Count)];
            if (seeker == wanted) wanted = nodes[(nodes.IndexOf(seeker) + 1) % nodes.Count];
            var start = Stopwatch.GetTimestamp();
            var answer = await seeker.FindAsync(wanted);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            queries.Add(answer.Queries);
            if (answer.Record?.Content.Addresses[0] == wanted.Contact.Address) found++;
        }

        times.Sort();
        return (string.Create(CultureInfo.InvariantCulture,
            $"p50 {times[finds / 2]:F1} ms, p99 {times[finds * 99 / 100]:F1} ms, {queries.Average():F1} messages (most {queries.Max()})"), found);
    }

    private void Print(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
