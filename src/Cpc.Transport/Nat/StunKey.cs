using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cpc.Cryptography;

namespace Cpc.Transport.Nat;

/// <summary>The key of MESSAGE-INTEGRITY and MESSAGE-INTEGRITY-SHA256 (RFC 8489 §9, §14.5, §14.6).</summary>
public sealed class StunKey
{
    private readonly byte[] _key;

    private StunKey(byte[] key) => _key = key;

    /// <summary>Short-term credentials (§9.1): the password itself.</summary>
    /// <param name="password">Prepared with OpaqueString where it is not ASCII.</param>
    public static StunKey ShortTerm(string password) => new(Encoding.UTF8.GetBytes(password));

    /// <summary>Long-term credentials (§9.2.2): MD5(username ":" realm ":" password).</summary>
    public static StunKey LongTerm(string username, string realm, string password)
    {
        var key = new byte[StunHash.Md5Size];
        StunHash.Md5(Encoding.UTF8.GetBytes($"{username}:{realm}:{password}"), key);
        return new StunKey(key);
    }

    /// <summary>Long-term credentials with SHA-256 (§18.5.1.2).</summary>
    public static StunKey LongTermSha256(string username, string realm, string password)
    {
        var key = new byte[StunHash.Sha256Size];
        StunHash.Sha256(Encoding.UTF8.GetBytes($"{username}:{realm}:{password}"), key);
        return new StunKey(key);
    }

    /// <summary>Whether the message has an integrity attribute of this key; the stronger one decides where there are both.</summary>
    public bool Authenticates(StunMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var attribute = message.Attributes.LastOrDefault(a => a.Type is StunAttributeType.MessageIntegrity or StunAttributeType.MessageIntegritySha256);
        return attribute.Type switch
        {
            StunAttributeType.MessageIntegrity when attribute.Value.Length == StunHash.HmacSha1Size =>
                CryptographicOperations.FixedTimeEquals(attribute.Value.Span, Sha1(Covered(message.Bytes, attribute.Start, StunHash.HmacSha1Size))),
            // It may be cut short, to 16 bytes at least (§14.6).
            StunAttributeType.MessageIntegritySha256 when attribute.Value.Length is >= 16 and <= StunHash.Sha256Size and var size && size % 4 == 0 =>
                CryptographicOperations.FixedTimeEquals(attribute.Value.Span, Sha256(Covered(message.Bytes, attribute.Start, size)).AsSpan(0, size)),
            _ => false,
        };
    }

    /// <summary>The value of MESSAGE-INTEGRITY for a message that has been written so far.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> written) => Sha1(Covered(written, written.Length, StunHash.HmacSha1Size));

    /// <summary>The value of MESSAGE-INTEGRITY-SHA256 for a message that has been written so far.</summary>
    internal byte[] SignSha256(ReadOnlySpan<byte> written) => Sha256(Covered(written, written.Length, StunHash.Sha256Size));

    // What comes before the attribute, with a length in the header as if the attribute were the last.
    private static byte[] Covered(ReadOnlySpan<byte> message, int start, int size)
    {
        var covered = message[..start].ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(covered.AsSpan(2), (ushort)(start - StunMessage.HeaderSize + 4 + size));
        return covered;
    }

    private byte[] Sha1(byte[] covered)
    {
        var code = new byte[StunHash.HmacSha1Size];
        StunHash.HmacSha1(_key, covered, code);
        return code;
    }

    private byte[] Sha256(byte[] covered)
    {
        var code = new byte[StunHash.Sha256Size];
        StunHash.HmacSha256(_key, covered, code);
        return code;
    }
}
