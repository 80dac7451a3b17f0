using System.Diagnostics;

namespace Cpc.EndToEndTests;

/// <summary>An internet of the test's own in network namespaces: Debian's coturn on it, and nodes behind routers.</summary>
internal sealed class NatNetwork : IDisposable
{
    public const string Username = "alice", Password = "wonderland", TurnServer = "203.0.113.1:3478";

    private readonly string _name = $"cpc{Guid.NewGuid():N}"[..10];
    private readonly List<string> _spaces = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("cpc-nat-").FullName;
    private Process? _turn;
    private int _nodes;

    private NatNetwork()
    {
    }

    private string Internet => $"{_name}-net";

    /// <summary>Makes one; skips the test, with the reason, where that is not allowed or a program is missing.</summary>
    public static NatNetwork Create()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Network namespaces are Linux's.");
        var turn = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/bin").Select(p => Path.Combine(p, "turnserver")).FirstOrDefault(File.Exists);
        Skip.If(turn is null, "coturn is not installed (apt-get install coturn; .ci/run does it).");
        var network = new NatNetwork();
        network.Add(network.Internet);
        network.Do("ip", "-n", network.Internet, "link", "add", "hub", "type", "bridge");
        network.Do("ip", "-n", network.Internet, "addr", "add", "203.0.113.1/24", "dev", "hub");
        network.Do("ip", "-n", network.Internet, "link", "set", "hub", "up");
        network.StartTurn(turn!);
        return network;
    }

    /// <summary>A place for a node.</summary>
    /// <returns>Its namespace, and its address where that is public.</returns>
    public (NetworkNamespace Place, string? Address) AddNode(NatKind kind)
    {
        var number = ++_nodes;
        var outside = $"203.0.113.{10 + number}";
        var place = $"{_name}-n{number}";
        Add(place);
        if (kind == NatKind.None)
        {
            Wire(place, "eth0", $"{outside}/24", number);
            return (new NetworkNamespace(place), outside);
        }

        var router = $"{_name}-r{number}";
        Add(router);
        Wire(router, "out", $"{outside}/24", number);
        Do("ip", "link", "add", "in", "netns", router, "type", "veth", "peer", "name", "eth0", "netns", place);
        Up(router, "in", $"10.0.{number}.1/24");
        Up(place, "eth0", $"10.0.{number}.2/24");
        Do("ip", "-n", place, "route", "add", "default", "via", $"10.0.{number}.1");
        Do("ip", "netns", "exec", router, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        Do("ip", "netns", "exec", router, "nft", Rules(kind));
        return (new NetworkNamespace(place), null);
    }

    public void Dispose()
    {
        if (_turn is not null)
        {
            _turn.Kill();
            _turn.WaitForExit();
            _turn.Dispose();
        }

        foreach (var space in _spaces) NetworkNamespace.Run("ip", "netns", "del", space);
        Directory.Delete(_folder, recursive: true);
    }

    private static string Rules(NatKind kind)
    {
        List<string> rules =
        [
            "add table ip cpc",
            "add chain ip cpc nat { type nat hook postrouting priority 100; }",
            $"add rule ip cpc nat oifname out masquerade{(kind == NatKind.Symmetric ? " random,fully-random" : "")}",
            "add chain ip cpc through { type filter hook forward priority 0; policy drop; }",
        ];
        if (kind == NatKind.UdpBlocked) rules.Add("add rule ip cpc through meta l4proto udp drop");
        rules.Add("add rule ip cpc through iifname in accept");
        rules.Add("add rule ip cpc through ct state established,related accept");
        return string.Join("; ", rules);
    }

    private void Wire(string space, string name, string address, int number)
    {
        Do("ip", "link", "add", $"port{number}", "netns", Internet, "type", "veth", "peer", "name", name, "netns", space);
        Do("ip", "-n", Internet, "link", "set", $"port{number}", "master", "hub", "up");
        Up(space, name, address);
    }

    private void Up(string space, string name, string address)
    {
        Do("ip", "-n", space, "addr", "add", address, "dev", name);
        Do("ip", "-n", space, "link", "set", name, "up");
    }

    private void Add(string space)
    {
        Do("ip", "netns", "add", space);
        _spaces.Add(space);
        Do("ip", "-n", space, "link", "set", "lo", "up");
    }

    private void Do(string program, params string[] arguments)
    {
        var (exitCode, output) = NetworkNamespace.Run(program, arguments);
        if (exitCode == 0) return;
        Dispose();
        Skip.If(true, $"Networks can't be built here: '{program} {string.Join(' ', arguments)}': {output.Trim()}");
    }

    private void StartTurn(string program)
    {
        var start = new ProcessStartInfo("ip") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        string[] arguments =
        [
            "netns", "exec", Internet, program, "-n", "-L", "203.0.113.1", "-p", "3478", "--no-tls", "--no-dtls", "--lt-cred-mech",
            "-u", $"{Username}:{Password}", "-r", "cpc.test", "--no-cli", "--pidfile", Path.Combine(_folder, "pid"),
            "--userdb", Path.Combine(_folder, "db"), "--log-file", "stdout",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        _turn = Process.Start(start)!;
        // Read always, so that a full pipe never stops it.
        _turn.OutputDataReceived += (_, _) => { };
        _turn.ErrorDataReceived += (_, _) => { };
        _turn.BeginOutputReadLine();
        _turn.BeginErrorReadLine();
    }
}
