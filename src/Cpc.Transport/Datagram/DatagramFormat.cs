using System.Buffers.Binary;
using Cpc.Cryptography;
using Cpc.Sessions;

namespace Cpc.Transport.Datagram;

/// <summary>
/// The three datagrams (docs/adr/0015), integers big-endian:
/// <code>
/// INIT  4, version=1, index 8 ; Noise IK message 1                       always 1,232 bytes
/// RESP  5, index of INIT 8 ; Noise IK message 2                          no longer than INIT
/// DATA  6, the receiver's index 8, counter 8 ; AEAD, AD = the 17 bytes before
/// INTRO 7, version=1, 0 asked, nonce 8, identity 32, zeros               always 1,232 bytes
/// INTRO 7, version=1, 1 answered, nonce 8, static record
/// payload of INIT: time u64 (µs), static record (len u16), question id u32, question (len u16), zeros
/// payload of RESP: index 8, static record (len u16), question id u32, answer (len u16)
/// DATA: 0 | 1, id u32, question | 2, id u32, part u8, parts u8, answer
/// </code>
/// The first bytes are of those that nothing else on the same port begins with (RFC 9443).
/// </summary>
internal static class DatagramFormat
{
    public const byte Init = 4;
    public const byte Response = 5;
    public const byte Data = 6;
    public const byte Introduction = 7;
    public const byte Version = 1;

    public const byte IntroductionAsked = 0;
    public const byte IntroductionAnswered = 1;

    public const byte Confirm = 0;
    public const byte Question = 1;
    public const byte Answer = 2;

    public const int InitHeader = 10;
    public const int ResponseHeader = 9;
    public const int DataHeader = 17;
    public const int IntroductionHeader = 11;
    public const int Tag = 16;
    public const int QuestionHeader = 5;
    public const int AnswerHeader = 7;

    /// <summary>Payload of INIT: what the fixed size leaves after e, s and their tags.</summary>
    public const int InitPayload = DatagramLimits.DatagramSize - InitHeader - X25519.KeySize - (X25519.KeySize + Tag) - Tag;

    public const int MaxQuestion = DatagramLimits.DatagramSize - DataHeader - Tag - QuestionHeader;
    public const int MaxPart = DatagramLimits.DatagramSize - DataHeader - Tag - AnswerHeader;
    public const int MaxAnswer = MaxPart * DatagramLimits.MaxParts;

    /// <summary>Bytes for a question within INIT.</summary>
    public static int QuestionRoom(int record) => InitPayload - 8 - 2 - record - 4 - 2;

    /// <summary>Bytes for an answer within RESP, so that it is no longer than INIT.</summary>
    public static int AnswerRoom(int record) => DatagramLimits.DatagramSize - ResponseHeader - X25519.KeySize - Tag - 8 - 2 - record - 4 - 2;

    /// <summary>enc("cpc/v1/datagram", network, INIT's header, responder).</summary>
    public static byte[] Prologue(string network, ReadOnlySpan<byte> header, PeerId responder)
    {
        Span<byte> buffer = stackalloc byte[512];
        var enc = new Enc(buffer, 4);
        enc.Text("cpc/v1/datagram");
        enc.Text(network);
        enc.Bytes(header);
        enc.Peer(responder);
        return enc.Written.ToArray();
    }

    public static int Write(Span<byte> to, ulong first, ReadOnlySpan<byte> record, uint id, ReadOnlySpan<byte> body)
    {
        BinaryPrimitives.WriteUInt64BigEndian(to, first);
        BinaryPrimitives.WriteUInt16BigEndian(to[8..], (ushort)record.Length);
        record.CopyTo(to[10..]);
        var at = 10 + record.Length;
        BinaryPrimitives.WriteUInt32BigEndian(to[at..], id);
        BinaryPrimitives.WriteUInt16BigEndian(to[(at + 4)..], (ushort)body.Length);
        body.CopyTo(to[(at + 6)..]);
        return at + 6 + body.Length;
    }

    /// <summary>Reads what <see cref="Write"/> wrote; anything but zeros behind it is refused.</summary>
    public static bool TryRead(ReadOnlySpan<byte> from, out ulong first, out ReadOnlySpan<byte> record, out uint id, out ReadOnlySpan<byte> body)
    {
        (first, id) = (0, 0);
        record = body = default;
        if (from.Length < 16) return false;
        first = BinaryPrimitives.ReadUInt64BigEndian(from);
        int length = BinaryPrimitives.ReadUInt16BigEndian(from[8..]);
        if (length > StaticRecord.MaxSize || from.Length < 16 + length) return false;
        record = from.Slice(10, length);
        var rest = from[(10 + length)..];
        id = BinaryPrimitives.ReadUInt32BigEndian(rest);
        length = BinaryPrimitives.ReadUInt16BigEndian(rest[4..]);
        if (rest.Length < 6 + length) return false;
        body = rest.Slice(6, length);
        return rest[(6 + length)..].IndexOfAnyExcept((byte)0) < 0;
    }
}
