using System.Buffers.Binary;
using System.IO.Hashing;
using System.Net;
using System.Text;

namespace Cpc.Transport.Nat;

/// <summary>
/// A STUN message (RFC 8489 §5), read strictly: the length fits, attributes fill it exactly, a FINGERPRINT is last and
/// right. What follows MESSAGE-INTEGRITY is dropped, but for MESSAGE-INTEGRITY-SHA256 and FINGERPRINT (§14.5). Holds a copy
/// of what was received.
/// </summary>
public sealed class StunMessage
{
    /// <summary>Size of the header in bytes: <c>type u16, length u16, cookie u32, transaction id 12</c>.</summary>
    public const int HeaderSize = 20;

    /// <summary>Largest message read, in bytes: no server sends more to a client that sends no more than an MTU.</summary>
    public const int MaximumSize = 2048;

    /// <summary>Size of a transaction id in bytes.</summary>
    public const int TransactionIdSize = 12;

    internal const uint MagicCookie = 0x2112A442;

    private const int MaximumAttributes = 32;
    private const uint FingerprintMask = 0x5354554E;

    private readonly byte[] _bytes;

    private StunMessage(byte[] bytes, StunClass kind, StunMethod method, IReadOnlyList<StunField> attributes)
    {
        _bytes = bytes;
        Class = kind;
        Method = method;
        Attributes = attributes;
    }

    public StunClass Class { get; }

    public StunMethod Method { get; }

    /// <summary>12 bytes.</summary>
    public ReadOnlySpan<byte> TransactionId => _bytes.AsSpan(8, TransactionIdSize);

    public IReadOnlyList<StunField> Attributes { get; }

    /// <summary>As received.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>ERROR-CODE, 300 to 699; null when there is none or it makes no sense.</summary>
    public int? ErrorCode => Find(StunAttributeType.ErrorCode) is { Length: >= 4 } value && (value.Span[2] & 7) is var hundreds and >= 3 and <= 6 && value.Span[3] < 100
        ? (hundreds * 100) + value.Span[3]
        : null;

    /// <summary>Reads a message.</summary>
    /// <returns>Null for anything that is none.</returns>
    public static StunMessage? TryParse(ReadOnlySpan<byte> source)
    {
        if (source.Length is < HeaderSize or > MaximumSize || source.Length % 4 != 0 || (source[0] & 0xC0) != 0) return null;
        if (BinaryPrimitives.ReadUInt16BigEndian(source[2..]) != source.Length - HeaderSize) return null;
        if (BinaryPrimitives.ReadUInt32BigEndian(source[4..]) != MagicCookie) return null;
        var bytes = source.ToArray();
        if (!TryReadAttributes(bytes, out var attributes)) return null;
        var type = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return new StunMessage(bytes, ClassOf(type), MethodOf(type), attributes);
    }

    /// <summary>The first attribute of a type; null when there is none. Later ones of the same type don't count (§14).</summary>
    public ReadOnlyMemory<byte>? Find(StunAttributeType type)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Type == type) return attribute.Value;
        }

        return null;
    }

    /// <summary>An address attribute, XORed with cookie and transaction id or, for MAPPED-ADDRESS and OTHER-ADDRESS, plain.</summary>
    public IPEndPoint? Address(StunAttributeType type) => Find(type) is { } value ? StunAddress.TryRead(value.Span, type, TransactionId) : null;

    /// <summary>A text attribute in UTF-8; null when there is none or it is no UTF-8.</summary>
    /// <param name="maximum">Bytes.</param>
    public string? Text(StunAttributeType type, int maximum = 763)
    {
        if (Find(type) is not { } value || value.Length > maximum) return null;
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(value.Span);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A number of four bytes.</summary>
    public uint? Number(StunAttributeType type) => Find(type) is { Length: 4 } value ? BinaryPrimitives.ReadUInt32BigEndian(value.Span) : null;

    internal static ushort TypeOf(StunClass kind, StunMethod method)
    {
        var m = (int)method;
        var c = (int)kind;
        return (ushort)((m & 0x000F) | ((m & 0x0070) << 1) | ((m & 0x0F80) << 2) | ((c & 1) << 4) | ((c & 2) << 7));
    }

    internal static uint FingerprintOf(ReadOnlySpan<byte> before) => Crc32.HashToUInt32(before) ^ FingerprintMask;

    private static StunClass ClassOf(ushort type) => (StunClass)(((type >> 4) & 1) | ((type >> 7) & 2));

    private static StunMethod MethodOf(ushort type) => (StunMethod)((type & 0x000F) | ((type >> 1) & 0x0070) | ((type >> 2) & 0x0F80));

    private static bool TryReadAttributes(byte[] bytes, out List<StunField> attributes)
    {
        attributes = [];
        var integrity = false;
        for (var at = HeaderSize; at < bytes.Length;)
        {
            if (attributes.Count == MaximumAttributes) return false;
            var type = (StunAttributeType)BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
            var next = at + 4 + ((length + 3) & ~3);
            if (next > bytes.Length) return false;
            if (type == StunAttributeType.Fingerprint)
            {
                // Last, and over everything before it.
                if (next != bytes.Length || length != 4) return false;
                if (BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 4)) != FingerprintOf(bytes.AsSpan(0, at))) return false;
            }

            if (!integrity || type is StunAttributeType.MessageIntegritySha256 or StunAttributeType.Fingerprint)
                attributes.Add(new StunField(type, bytes.AsMemory(at + 4, length), at));
            integrity |= type is StunAttributeType.MessageIntegrity or StunAttributeType.MessageIntegritySha256;
            at = next;
        }

        return true;
    }
}
