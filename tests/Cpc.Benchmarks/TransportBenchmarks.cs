using System.Net;
using Cpc.Transport;
using Cpc.Transport.Udp;

namespace Cpc.Benchmarks;

/// <summary>The transports on loopback, beside a bare <see cref="System.Net.Security.SslStream"/>.</summary>
internal sealed class TransportBenchmarks : IBenchmarks
{
    /// <summary>Bytes sent one way.</summary>
    public const long Bulk = 256L << 20;

    private const int InFlight = 32;
    private const int PerWorker = 100;

    private readonly byte[] _chunk = new byte[64 << 10];

    public IEnumerable<Benchmark> List()
    {
        var bare = new Lazy<BareSsl>();
        yield return new("transport/bulk-256MiB/bare-sslstream", () => Run(bare.Value.SendAsync(_chunk)), Bulk);
        foreach (var benchmark in Over("tls", options => new TlsTransport(options))) yield return benchmark;
        if (Transports.WhyNoQuic is not null) yield break;
        foreach (var benchmark in Over("quic", options => Transports.Quic(options))) yield return benchmark;
        foreach (var benchmark in Over("quic-relayed", options => Transports.Quic(options, NewRelay))) yield return benchmark;
    }

    private IEnumerable<Benchmark> Over(string name, Func<TransportOptions, ITransport> transport)
    {
        var rig = new Lazy<TransportRig>(() => new TransportRig(transport));
        var standing = new Lazy<IPeerConnection>(() => rig.Value.ConnectAsync().GetAwaiter().GetResult());
        var echoes = new Lazy<PeerStream[]>(() => [.. Enumerable.Range(0, InFlight).Select(_ => TransportRig.OpenAsync(standing.Value, TransportRig.Echo).GetAwaiter().GetResult())]);
        var sessions = new Lazy<SessionLine[]>(() => [.. Enumerable.Range(0, InFlight).Select(_ => rig.Value.OpenSessionAsync(standing.Value).GetAwaiter().GetResult())]);
        yield return new($"transport/connect/{name}", () => Run(ConnectAsync(rig.Value)));
        yield return new($"transport/connect-session-receipt-cold/{name}", () => Run(ColdAsync(rig.Value)));
        yield return new($"transport/session-receipt-warm/{name}", () => Run(rig.Value.ExchangeAsync(standing.Value)));
        yield return new($"transport/3200-requests-1KiB-32-in-flight/{name}", () => Run(Task.WhenAll(echoes.Value.Select(EchoAsync))));
        yield return new($"transport/3200-requests-1KiB-32-sessions/{name}", () => Run(Task.WhenAll(sessions.Value.Select(s => RequestsAsync(rig.Value, s)))));
        yield return new($"transport/bulk-256MiB/{name}", () => Run(SendAsync(standing.Value)), Bulk);
    }

    private static QuicRelay NewRelay()
    {
        var socket = new PublicSocket();
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new QuicRelay(socket, TimeProvider.System);
    }

    private static void Run(Task task) => task.GetAwaiter().GetResult();

    private static async Task ConnectAsync(TransportRig rig)
    {
        var connection = await rig.ConnectAsync();
        await connection.DisposeAsync();
    }

    private static async Task ColdAsync(TransportRig rig)
    {
        var connection = await rig.ConnectAsync();
        await rig.ExchangeAsync(connection);
        // Hanging up is not part of reaching a receipt.
        _ = connection.DisposeAsync().AsTask();
    }

    private static async Task EchoAsync(PeerStream stream)
    {
        var buffer = new byte[TransportRig.Request];
        for (var i = 0; i < PerWorker; i++)
        {
            await stream.WriteAsync(buffer);
            await stream.ReadExactlyAsync(buffer);
        }
    }

    private static async Task RequestsAsync(TransportRig rig, SessionLine session)
    {
        var document = new byte[TransportRig.Request];
        for (var i = 0; i < PerWorker; i++) await rig.RequestAsync(session, document);
    }

    private async Task SendAsync(IPeerConnection connection)
    {
        await using var stream = await TransportRig.OpenAsync(connection, TransportRig.Discard);
        for (long sent = 0; sent < Bulk; sent += _chunk.Length) await stream.WriteAsync(_chunk);
        await stream.CompleteWritesAsync(default);
        await stream.ReadExactlyAsync(new byte[1]);
    }
}
