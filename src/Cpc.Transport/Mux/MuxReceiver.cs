using System.Buffers;
using System.Buffers.Binary;

namespace Cpc.Transport;

/// <summary>
/// The one reader of a TLS connection: parses frames and hands them on. It never waits for a stream or for the
/// sender, so whatever one stream does, the others and the control frames go on.
/// </summary>
internal sealed class MuxReceiver(Stream transport, MuxSender sender, MuxStreams streams, TimeProvider time)
{
    private const int BufferSize = 64 * 1024;

    private bool _hasSettings;
    private long _lastReceived = time.GetTimestamp();

    /// <summary>When something last arrived, as a timestamp of the time provider.</summary>
    public long LastReceived => Volatile.Read(ref _lastReceived);

    /// <summary>Reads until the connection ends; throws what the transport throws.</summary>
    /// <returns>The peer's farewell, or what rule was broken, or neither when the bytes just ended.</returns>
    public async Task<(CloseReason? Farewell, TransportRefusal? Violation)> RunAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var end = 0;
            while (true)
            {
                var count = await transport.ReadAsync(buffer.AsMemory(end)).ConfigureAwait(false);
                if (count == 0) return (null, null);
                Volatile.Write(ref _lastReceived, time.GetTimestamp());
                end += count;
                var start = 0;
                TransportRefusal? violation;
                while (TryTakeFrame(buffer.AsSpan(start, end - start), out var header, out var size, out violation))
                {
                    var payload = buffer.AsSpan(start + FrameHeader.Size, header.Length);
                    violation = Handle(header, payload);
                    if (violation is not null) return (null, violation);
                    if (header.Kind == FrameKind.GoAway) return (ReadReason(payload[0]), null);
                    start += size;
                }

                if (violation is not null) return (null, violation);
                // A rest is less than one frame: cheap to move.
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                end -= start;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads and drops what is still under way, so that closing does not reset what we have sent.</summary>
    public async Task DrainAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await transport.ReadAsync(buffer).ConfigureAwait(false) > 0)
            {
                // Dropped.
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool TryTakeFrame(ReadOnlySpan<byte> source, out FrameHeader header, out int size, out TransportRefusal? violation)
    {
        header = default;
        size = 0;
        violation = null;
        if (source.Length < FrameHeader.Size) return false;
        if (!FrameHeader.TryRead(source, out header))
        {
            violation = TransportRefusal.Malformed;
            return false;
        }

        size = FrameHeader.Size + header.Length;
        return source.Length >= size;
    }

    private TransportRefusal? Handle(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (_hasSettings == (header.Kind == FrameKind.Settings)) return TransportRefusal.Malformed;
        switch (header.Kind)
        {
            case FrameKind.Settings:
                _hasSettings = true;
                return Settings(payload);
            case FrameKind.Ping:
                sender.Pong(BinaryPrimitives.ReadUInt64BigEndian(payload));
                return null;
            case FrameKind.Pong or FrameKind.GoAway:
                return null;
            case FrameKind.Credit when header.Stream == 0:
                return streams.TryAllowMore(BinaryPrimitives.ReadUInt32BigEndian(payload)) ? null : TransportRefusal.Malformed;
        }

        var refusal = streams.Find(header, out var stream);
        if (refusal is not null || stream is null) return refusal;
        switch (header.Kind)
        {
            case FrameKind.Credit:
                return stream.TryAddCredit(BinaryPrimitives.ReadUInt32BigEndian(payload)) ? null : TransportRefusal.Malformed;
            case FrameKind.Reset:
                stream.PeerReset(header.Flags);
                return null;
            default:
                refusal = stream.Receive(payload, (header.Flags & FrameFlags.Fin) != 0);
                if (refusal is null && (header.Flags & FrameFlags.Open) != 0) streams.Announce(stream);
                return refusal;
        }
    }

    private TransportRefusal? Settings(ReadOnlySpan<byte> payload)
    {
        var window = BinaryPrimitives.ReadUInt32BigEndian(payload);
        var count = BinaryPrimitives.ReadUInt32BigEndian(payload[4..]);
        if (window is 0 or > int.MaxValue || count > int.MaxValue) return TransportRefusal.Malformed;
        streams.Allow((int)window, (int)count);
        return null;
    }

    private static CloseReason ReadReason(byte code) =>
        code <= (byte)CloseReason.Violation ? (CloseReason)code : CloseReason.Finished;
}
