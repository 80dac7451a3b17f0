using System.Buffers.Binary;

namespace Cpc.Sessions.Frames;

/// <summary>REFUSE: says why, ends at most the pending handshake it names (protocol.md §6, §10).</summary>
/// <param name="Code">1 to 17.</param>
/// <param name="Reference">32 bytes: a session-id, or a handshake id padded with zeros.</param>
/// <param name="RetryAfterSeconds">When to try again; 0 where that is no question of time.</param>
public sealed record RefuseFrame(Refusal Code, byte[] Reference, ushort RetryAfterSeconds = 0)
{
    /// <summary>Body size in bytes.</summary>
    public const int Size = 2 + 1 + 32 + 2;

    public static RefuseFrame Handshake(Refusal code, ReadOnlySpan<byte> handshakeId)
    {
        var reference = new byte[32];
        handshakeId.CopyTo(reference);
        return new RefuseFrame(code, reference);
    }

    public byte[] Encode()
    {
        var body = new byte[Size];
        body[0] = Frame.Version;
        body[1] = (byte)FrameType.Refuse;
        body[2] = (byte)Code;
        Reference.CopyTo(body, 3);
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(35), RetryAfterSeconds);
        return body;
    }

    /// <returns>Null when the bytes are no REFUSE; an unknown code is none either.</returns>
    public static RefuseFrame? TryDecode(ReadOnlySpan<byte> body)
    {
        if (body.Length != Size || body[0] != Frame.Version || body[1] != (byte)FrameType.Refuse) return null;
        if (body[2] is 0 or > (byte)Refusal.TooLarge) return null;
        return new RefuseFrame((Refusal)body[2], body.Slice(3, 32).ToArray(), BinaryPrimitives.ReadUInt16BigEndian(body[35..]));
    }
}
