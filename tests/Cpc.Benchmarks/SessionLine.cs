using System.Buffers.Binary;
using Cpc.Cryptography;
using Cpc.Sessions;
using Cpc.Sessions.Frames;
using Cpc.Transport;

namespace Cpc.Benchmarks;

/// <summary>A session over a stream, as a node's session actor drives it: handshake, messages, rotations.</summary>
internal sealed class SessionLine : IDisposable
{
    private readonly PeerStream _stream;
    private readonly Session _session;

    private SessionLine(PeerStream stream, Session session) => (_stream, _session) = (stream, session);

    private static Moment Now => Moment.Now(TimeProvider.System);

    /// <summary>The initiator: KK up to Confirm; documents may follow at once.</summary>
    public static async Task<SessionLine> OpenAsync(PeerStream stream, SessionContext context)
    {
        using var handshake = InitiatorHandshake.Start(context, SecureRandom.Bytes(Frame.ExchangeIdSize), Now);
        await WriteAsync(stream, handshake.Hs1);
        Check(handshake.TryReceiveHs2(await ReadAsync(stream), Now, out var frames, out var session));
        foreach (var frame in frames) await WriteAsync(stream, frame);
        return new SessionLine(stream, session!);
    }

    /// <summary>The responder: KK up to HS2; Confirm comes as a message.</summary>
    public static async Task<SessionLine> AcceptAsync(PeerStream stream, SessionContext context)
    {
        Check(ResponderHandshake.TryAccept(context, await ReadAsync(stream), Now, out var handshake));
        using (handshake)
        {
            await WriteAsync(stream, handshake!.Hs2);
            return new SessionLine(stream, handshake.TakeSession());
        }
    }

    /// <summary>Sends a message, after a rotation where the session is at its limit.</summary>
    public async Task SendAsync(DataKind kind, byte[] payload)
    {
        var hash = Blake3.Hash(payload);
        byte[]? frame;
        while (_session.Encrypt(kind, payload, hash, Now, out frame) is not Refusal.None and var refusal)
        {
            if (refusal != Refusal.Limit) Check(refusal);
            await TickAsync();
            await ReceiveFrameAsync();
        }

        await WriteAsync(_stream, frame!);
        await TickAsync();
    }

    /// <summary>The next document or receipt; what else comes is answered.</summary>
    /// <returns>Null when the peer has ended the stream.</returns>
    public async Task<byte[]?> ReceiveAsync()
    {
        while (true)
        {
            var body = await ReadOrEndAsync(_stream);
            if (body is null) return null;
            if (await TakeAsync(body) is { } payload) return payload;
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _stream.Dispose();
    }

    private async Task ReceiveFrameAsync()
    {
        if (await TakeAsync(await ReadAsync(_stream)) is not null) throw new InvalidOperationException("A message came out of turn.");
    }

    private async Task<byte[]?> TakeAsync(byte[] body)
    {
        var message = _session.Receive(body, Now);
        Check(message.Refusal);
        if (message.Reply is { } reply) await WriteAsync(_stream, reply);
        await TickAsync();
        if (message.Payload is not { } payload) return null;
        using (payload) return message.Kind is DataKind.Document or DataKind.Receipt ? payload.Span.ToArray() : null;
    }

    private async Task TickAsync()
    {
        foreach (var frame in _session.Tick(Now)) await WriteAsync(_stream, frame);
    }

    private static async Task WriteAsync(PeerStream stream, byte[] body)
    {
        var frame = new byte[Frame.LengthPrefix + body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)body.Length);
        body.CopyTo(frame, Frame.LengthPrefix);
        await stream.WriteAsync(frame);
    }

    private static async Task<byte[]> ReadAsync(PeerStream stream) => await ReadOrEndAsync(stream) ?? throw new InvalidOperationException("The stream ended.");

    private static async Task<byte[]?> ReadOrEndAsync(PeerStream stream)
    {
        var prefix = new byte[Frame.LengthPrefix];
        if (await stream.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length) return null;
        var body = new byte[BinaryPrimitives.ReadUInt32BigEndian(prefix)];
        await stream.ReadExactlyAsync(body);
        return body;
    }

    private static void Check(Refusal refusal)
    {
        if (refusal != Refusal.None) throw new InvalidOperationException($"{refusal}");
    }
}
