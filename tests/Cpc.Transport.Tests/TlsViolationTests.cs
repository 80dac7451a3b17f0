using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;

namespace Cpc.Transport.Tests;

/// <summary>
/// An admitted peer that breaks the rules of frames: its connection ends, the refusal is counted, nobody else
/// notices. Each test has the same dialogue by the rules as its twin.
/// </summary>
public sealed class TlsViolationTests : IAsyncLifetime
{
    private static readonly byte[] Settings = Frame(FrameKind.Settings, FrameFlags.None, 0, [0, 4, 0, 0, 0, 0, 0, 64]);

    private readonly TransportNode _node = new(change: o => o with { MaximumInboundStreams = 4, StreamWindow = 64 * 1024 });
    private ITransportListener _listener = null!;
    private SslStream _raw = null!;
    private IPeerConnection _accepted = null!;

    public static TheoryData<string, TransportRefusal, byte[]> Violations => new()
    {
        { "garbage", TransportRefusal.Malformed, [.. Settings, .. Enumerable.Repeat((byte)0xEE, 64)] },
        { "no settings", TransportRefusal.Malformed, Data(1, FrameFlags.Open, 1) },
        { "settings twice", TransportRefusal.Malformed, [.. Settings, .. Settings] },
        { "a window of nothing", TransportRefusal.Malformed, Frame(FrameKind.Settings, FrameFlags.None, 0, [0, 0, 0, 0, 0, 0, 0, 1]) },
        { "a window beyond sense", TransportRefusal.Malformed, Frame(FrameKind.Settings, FrameFlags.None, 0, [0xFF, 0, 0, 0, 0, 0, 0, 1]) },
        { "streams beyond sense", TransportRefusal.Malformed, Frame(FrameKind.Settings, FrameFlags.None, 0, [0, 4, 0, 0, 0xFF, 0, 0, 1]) },
        { "data of no open stream", TransportRefusal.Malformed, [.. Settings, .. Data(1, FrameFlags.None, 1)] },
        { "a number left out", TransportRefusal.Malformed, [.. Settings, .. Data(3, FrameFlags.Open, 1)] },
        { "a number used twice", TransportRefusal.Malformed, [.. Settings, .. Data(1, FrameFlags.Open, 1), .. Data(1, FrameFlags.Open, 1)] },
        { "our number", TransportRefusal.Malformed, [.. Settings, .. Data(2, FrameFlags.Open, 1)] },
        { "credit for our stream that is not open", TransportRefusal.Malformed, [.. Settings, .. Credit(2, 1)] },
        { "data after the end", TransportRefusal.Malformed, [.. Settings, .. Data(1, FrameFlags.Open | FrameFlags.Fin, 1), .. Data(1, FrameFlags.None, 1)] },
        { "credit of nothing", TransportRefusal.Malformed, [.. Settings, .. Data(1, FrameFlags.Open, 1), .. Credit(1, 0)] },
        { "credit beyond sense", TransportRefusal.Malformed, [.. Settings, .. Data(1, FrameFlags.Open, 1), .. Credit(1, uint.MaxValue)] },
        { "credit that adds up beyond sense", TransportRefusal.Malformed, [.. Settings, .. Data(1, FrameFlags.Open, 1), .. Credit(1, int.MaxValue - 1), .. Credit(1, int.MaxValue - 1)] },
        { "streams of nothing", TransportRefusal.Malformed, [.. Settings, .. Credit(0, 0)] },
        { "streams that add up beyond sense", TransportRefusal.Malformed, [.. Settings, .. Credit(0, int.MaxValue), .. Credit(0, int.MaxValue)] },
        { "five streams where four are allowed", TransportRefusal.TooManyStreams, [.. Settings, .. Data(1, FrameFlags.Open, 1), .. Data(3, FrameFlags.Open, 1), .. Data(5, FrameFlags.Open, 1), .. Data(7, FrameFlags.Open, 1), .. Data(9, FrameFlags.Open, 1)] },
        { "streams opened and reset without end", TransportRefusal.TooManyStreams, [.. Settings, .. Enumerable.Range(0, 5).SelectMany(i => (byte[])[.. Data((ulong)(1 + (2 * i)), FrameFlags.Open, 1), .. Frame(FrameKind.Reset, FrameFlags.Writing | FrameFlags.Reading, (ulong)(1 + (2 * i)), [])])] },
        { "more than the window", TransportRefusal.TooMuchData, [.. Settings, .. Data(1, FrameFlags.Open, 16384), .. Data(1, FrameFlags.None, 16384), .. Data(1, FrameFlags.None, 16384), .. Data(1, FrameFlags.None, 16384), .. Data(1, FrameFlags.None, 1)] },
    };

    public static TheoryData<string, byte[]> WithinTheRules => new()
    {
        { "a stream", [.. Settings, .. Data(1, FrameFlags.Open, 1)] },
        { "four streams", [.. Settings, .. Data(1, FrameFlags.Open, 1), .. Data(3, FrameFlags.Open, 1), .. Data(5, FrameFlags.Open, 1), .. Data(7, FrameFlags.Open, 1)] },
        { "the whole window", [.. Settings, .. Data(1, FrameFlags.Open, 16384), .. Data(1, FrameFlags.None, 16384), .. Data(1, FrameFlags.None, 16384), .. Data(1, FrameFlags.Fin, 16384)] },
        { "a stream that is only reset", [.. Settings, .. Data(1, FrameFlags.Open, 1), .. Frame(FrameKind.Reset, FrameFlags.Writing | FrameFlags.Reading, 1, [])] },
        { "frames of a stream that has ended", [.. Settings, .. Data(1, FrameFlags.Open, 1), .. Frame(FrameKind.Reset, FrameFlags.Writing | FrameFlags.Reading, 1, []), .. Data(1, FrameFlags.None, 1), .. Credit(1, 5)] },
        { "a window of one byte", [.. Frame(FrameKind.Settings, FrameFlags.None, 0, [0, 0, 0, 1, 0, 0, 0, 1]), .. Data(1, FrameFlags.Open, 1)] },
    };

    public async Task InitializeAsync()
    {
        _listener = await new TlsTransport(_node.Options).ListenAsync(TransportNode.Loopback, default);
        var accepting = _listener.AcceptAsync(default).AsTask();
        using var certificate = TestCertificates.Make(new TestIdentity());
        _raw = await RawTls.ConnectAsync(_listener.LocalEndPoint, certificate, _node.Options.Network).Within();
        var greeting = new byte[Greeting.Size];
        await _raw.ReadExactlyAsync(greeting).Within();
        Assert.Null(Greeting.Read(greeting));
        _accepted = await accepting.Within();
    }

    public async Task DisposeAsync()
    {
        await _raw.DisposeAsync();
        await _accepted.DisposeAsync();
        await _listener.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task A_violation_ends_the_connection_and_is_counted(string what, TransportRefusal refusal, byte[] bytes)
    {
        Assert.NotEmpty(what);
        await _raw.WriteAsync(bytes).AsTask().Within();
        Assert.Equal(new ConnectionEnd(CloseReason.Violation, ByPeer: false), await _accepted.Completion.Within());
        Assert.Equal([refusal], _node.Refusals);
        Assert.Equal((byte)CloseReason.Violation, (await ReadFramesAsync()).Single(f => f.Header.Kind == FrameKind.GoAway).Payload[0]);
    }

    [Theory]
    [MemberData(nameof(WithinTheRules))]
    public async Task What_is_within_the_rules_does_not_end_the_connection(string what, byte[] bytes)
    {
        Assert.NotEmpty(what);
        await _raw.WriteAsync(bytes).AsTask().Within();
        // The answer to a ping shows that all before it was taken.
        await _raw.WriteAsync(Frame(FrameKind.Ping, FrameFlags.None, 0, [1, 2, 3, 4, 5, 6, 7, 8])).AsTask().Within();
        var pong = await ReadUntilAsync(FrameKind.Pong);
        Assert.Equal(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, pong);
        Assert.False(_accepted.Completion.IsCompleted);
        Assert.Empty(_node.Refusals);
        await using var stream = await _accepted.AcceptStreamAsync(default).Within();
    }

    [Fact]
    public async Task Pings_without_end_are_taken_though_nobody_reads_the_answers()
    {
        await _raw.WriteAsync(Settings).AsTask().Within();
        var pings = new byte[4096 * (FrameHeader.Size + 8)];
        for (var i = 0; i < 4096; i++) Frame(FrameKind.Ping, FrameFlags.None, 0, new byte[8]).CopyTo(pings, i * (FrameHeader.Size + 8));
        // 16 MB of pings go through though no answer is read: the reader waits for nobody.
        for (var i = 0; i < 200; i++) await _raw.WriteAsync(pings).AsTask().Within();
        Assert.False(_accepted.Completion.IsCompleted);
    }

    [Fact]
    public async Task A_peer_that_vanishes_is_noticed()
    {
        await _raw.WriteAsync(Settings).AsTask().Within();
        await _raw.DisposeAsync();
        Assert.Equal(new ConnectionEnd(CloseReason.Lost, ByPeer: false), await _accepted.Completion.Within());
    }

    [Fact]
    public async Task Bytes_that_are_not_TLS_end_the_connection()
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(_listener.LocalEndPoint);
        await tcp.GetStream().WriteAsync(new byte[100]);
        await Waiting.Until(() => _node.Refusals.Contains(TransportRefusal.Handshake));
        Assert.False(_accepted.Completion.IsCompleted);
    }

    private static byte[] Frame(FrameKind kind, FrameFlags flags, ulong stream, byte[] payload)
    {
        var frame = new byte[FrameHeader.Size + payload.Length];
        new FrameHeader(kind, flags, payload.Length, stream).Write(frame);
        payload.CopyTo(frame, FrameHeader.Size);
        return frame;
    }

    private static byte[] Data(ulong stream, FrameFlags flags, int length) => Frame(FrameKind.Data, flags, stream, new byte[length]);

    private static byte[] Credit(ulong stream, uint credit)
    {
        var payload = new byte[FrameHeader.CreditLength];
        BinaryPrimitives.WriteUInt32BigEndian(payload, credit);
        return Frame(FrameKind.Credit, FrameFlags.None, stream, payload);
    }

    private async Task<byte[]> ReadUntilAsync(FrameKind kind)
    {
        while (true)
        {
            var (header, payload) = await ReadFrameAsync();
            if (header.Kind == kind) return payload;
        }
    }

    private async Task<List<(FrameHeader Header, byte[] Payload)>> ReadFramesAsync()
    {
        var frames = new List<(FrameHeader, byte[])>();
        try
        {
            while (true) frames.Add(await ReadFrameAsync());
        }
        catch (IOException)
        {
            return frames;
        }
    }

    private async Task<(FrameHeader Header, byte[] Payload)> ReadFrameAsync()
    {
        var bytes = new byte[FrameHeader.Size];
        await _raw.ReadExactlyAsync(bytes).AsTask().Within();
        Assert.True(FrameHeader.TryRead(bytes, out var header));
        var payload = new byte[header.Length];
        await _raw.ReadExactlyAsync(payload).AsTask().Within();
        return (header, payload);
    }
}
