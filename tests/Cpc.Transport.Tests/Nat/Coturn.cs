using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Cpc.Transport.Nat;

namespace Cpc.Transport.Tests.Nat;

/// <summary>Debian's coturn on loopback, with two addresses so that it answers RFC 5780's questions too.</summary>
internal sealed class Coturn : IDisposable
{
    public const string Username = "alice", Password = "wonderland", Realm = "cpc.test";

    private readonly string _folder = Directory.CreateTempSubdirectory("cpc-turn-").FullName;
    private readonly Process _process;

    private Coturn(int port)
    {
        EndPoint = new IPEndPoint(IPAddress.Loopback, port);
        var start = new ProcessStartInfo(Program!) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        string[] arguments =
        [
            "-n", "-L", "127.0.0.1", "-L", "127.0.0.2", "-p", $"{port}", "--alt-listening-port", $"{port + 1}",
            "--no-tls", "--no-dtls", "--lt-cred-mech", "-u", $"{Username}:{Password}", "-r", Realm, "--allow-loopback-peers",
            "--no-cli", "--pidfile", Path.Combine(_folder, "pid"), "--userdb", Path.Combine(_folder, "db"), "--log-file", "stdout",
            "--denied-peer-ip", "127.0.0.66", "--max-allocate-lifetime", "3600",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public IPEndPoint EndPoint { get; }

    private static string? Program => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/bin")
        .Select(p => Path.Combine(p, "turnserver")).FirstOrDefault(File.Exists);

    /// <summary>Skips the test where coturn is absent.</summary>
    public static async Task<Coturn> StartAsync()
    {
        Skip.If(Program is null, "coturn is not installed (apt-get install coturn; .ci/run does it).");
        var server = new Coturn(FreePair());
        await using var socket = new StunSocket(TransportNode.Loopback, new StunTimers(TimeSpan.FromMilliseconds(100), 5, 8), TimeProvider.System);
        for (var tries = 0; tries < 20; tries++)
        {
            if (await NatProbe.BindingAsync(socket.To(server.EndPoint), default) is not null) return server;
        }

        server.Dispose();
        throw new InvalidOperationException("coturn does not answer.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // Two ports in a row, on both addresses and both protocols.
    private static int FreePair()
    {
        while (true)
        {
            try
            {
                using var first = new TcpListener(IPAddress.Any, 0);
                first.Start();
                var port = ((IPEndPoint)first.LocalEndpoint).Port;
                using var second = new TcpListener(IPAddress.Any, port + 1);
                second.Start();
                return port;
            }
            catch (Exception e) when (e is SocketException or ArgumentOutOfRangeException)
            {
                // Another one.
            }
        }
    }
}
