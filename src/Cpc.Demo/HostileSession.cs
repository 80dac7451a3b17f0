using System.Buffers.Binary;
using Cpc.Cryptography;
using Cpc.Sessions;
using Cpc.Sessions.Frames;
using Cpc.Transport;

namespace Cpc.Demo;

/// <summary>A session of the hostile peer, frame by frame: what it sends need not be what the protocol allows.</summary>
public sealed class HostileSession : IAsyncDisposable
{
    private readonly PeerStream _stream;

    private HostileSession(PeerStream stream, Session session)
    {
        _stream = stream;
        Session = session;
    }

    public Session Session { get; }

    private static Moment Now => Moment.Now(TimeProvider.System);

    /// <summary>Does an honest handshake up to Ack.</summary>
    public static async Task<HostileSession> OpenAsync(IPeerConnection connection, SessionContext context, CancellationToken cancel)
    {
        var stream = await connection.OpenStreamAsync(cancel).ConfigureAwait(false);
        using var handshake = InitiatorHandshake.Start(context, SecureRandom.Bytes(Frame.ExchangeIdSize), Now);
        await WriteAsync(stream, handshake.Hs1, cancel).ConfigureAwait(false);
        var hs2 = await ReadAsync(stream, cancel).ConfigureAwait(false);
        var refusal = handshake.TryReceiveHs2(hs2, Now, out var frames, out var session);
        if (refusal != Refusal.None) throw new InvalidOperationException($"The handshake was refused: {refusal}.");
        foreach (var frame in frames) await WriteAsync(stream, frame, cancel).ConfigureAwait(false);
        var ack = session!.Receive(await ReadAsync(stream, cancel).ConfigureAwait(false), Now);
        return ack is { Refusal: Refusal.None, Kind: DataKind.Ack }
            ? new HostileSession(stream, session)
            : throw new InvalidOperationException($"No Ack came: {ack}.");
    }

    /// <summary>Encrypts a payload under the header hash given, which an honest peer computes from it.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> hash)
    {
        var refusal = Session.Encrypt(DataKind.Document, payload, hash, Now, out var frame);
        return refusal == Refusal.None ? frame! : throw new InvalidOperationException($"The session does not send: {refusal}.");
    }

    public Task SendAsync(byte[] frame, CancellationToken cancel) => WriteAsync(_stream, frame, cancel);

    /// <summary>Reads frames until a receipt, or a refusal, arrives.</summary>
    /// <returns>The receipt's bytes; null when the answer was REFUSE.</returns>
    public async Task<byte[]?> ReceiptAsync(CancellationToken cancel)
    {
        while (true)
        {
            var frame = await ReadAsync(_stream, cancel).ConfigureAwait(false);
            if (frame[1] == (byte)FrameType.Refuse) return null;
            var message = Session.Receive(frame, Now);
            if (message.Payload is not { } payload) continue;
            using (payload) return payload.Span.ToArray();
        }
    }

    public ValueTask DisposeAsync()
    {
        Session.Dispose();
        return _stream.DisposeAsync();
    }

    private static async Task WriteAsync(PeerStream stream, byte[] body, CancellationToken cancel)
    {
        var frame = new byte[Frame.LengthPrefix + body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)body.Length);
        body.CopyTo(frame, Frame.LengthPrefix);
        await stream.WriteAsync(frame, cancel).ConfigureAwait(false);
    }

    private static async Task<byte[]> ReadAsync(PeerStream stream, CancellationToken cancel)
    {
        var prefix = new byte[Frame.LengthPrefix];
        await stream.ReadExactlyAsync(prefix, cancel).ConfigureAwait(false);
        var body = new byte[BinaryPrimitives.ReadUInt32BigEndian(prefix)];
        await stream.ReadExactlyAsync(body, cancel).ConfigureAwait(false);
        return body;
    }
}
