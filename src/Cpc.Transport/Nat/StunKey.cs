using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cpc.Transport.Nat;

/// <summary>
/// The key of MESSAGE-INTEGRITY and MESSAGE-INTEGRITY-SHA256 (RFC 8489 §9, §14.5, §14.6). MD5 and SHA-1 are what the
/// standard and the servers in use have; they protect an allocation, never a document.
/// </summary>
public sealed class StunKey
{
    private const int Sha1Size = 20, Sha256Size = 32;

    private readonly byte[] _key;

    private StunKey(byte[] key) => _key = key;

    /// <summary>Short-term credentials (§9.1): the password itself.</summary>
    /// <param name="password">Prepared with OpaqueString where it is not ASCII.</param>
    public static StunKey ShortTerm(string password) => new(Encoding.UTF8.GetBytes(password));

    /// <summary>Long-term credentials (§9.2.2): MD5(username ":" realm ":" password).</summary>
#pragma warning disable CA5351 // The standard demands MD5 where the server offers no other algorithm.
    public static StunKey LongTerm(string username, string realm, string password) =>
        new(MD5.HashData(Encoding.UTF8.GetBytes($"{username}:{realm}:{password}")));
#pragma warning restore CA5351

    /// <summary>Long-term credentials with SHA-256 (§18.5.1.2).</summary>
    public static StunKey LongTermSha256(string username, string realm, string password) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{username}:{realm}:{password}")));

    /// <summary>Whether the message has an integrity attribute of this key; the stronger one decides where there are both.</summary>
    public bool Authenticates(StunMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var attribute = message.Attributes.LastOrDefault(a => a.Type is StunAttributeType.MessageIntegrity or StunAttributeType.MessageIntegritySha256);
        return attribute.Type switch
        {
            StunAttributeType.MessageIntegrity when attribute.Value.Length == Sha1Size =>
                CryptographicOperations.FixedTimeEquals(attribute.Value.Span, Sha1(Covered(message.Bytes, attribute.Start, Sha1Size))),
            StunAttributeType.MessageIntegritySha256 when attribute.Value.Length is >= 16 and <= Sha256Size && attribute.Value.Length % 4 == 0 =>
                CryptographicOperations.FixedTimeEquals(attribute.Value.Span, HMACSHA256.HashData(_key, Covered(message.Bytes, attribute.Start, attribute.Value.Length)).AsSpan(0, attribute.Value.Length)),
            _ => false,
        };
    }

    /// <summary>The value of MESSAGE-INTEGRITY for a message that has been written so far.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> written) => Sha1(Covered(written, written.Length, Sha1Size));

    /// <summary>The value of MESSAGE-INTEGRITY-SHA256 for a message that has been written so far.</summary>
    internal byte[] SignSha256(ReadOnlySpan<byte> written) => HMACSHA256.HashData(_key, Covered(written, written.Length, Sha256Size));

    // What comes before the attribute, with a length in the header as if the attribute were the last.
    private static byte[] Covered(ReadOnlySpan<byte> message, int start, int size)
    {
        var covered = message[..start].ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(covered.AsSpan(2), (ushort)(start - StunMessage.HeaderSize + 4 + size));
        return covered;
    }

#pragma warning disable CA5350 // The standard demands HMAC-SHA1.
    private byte[] Sha1(byte[] covered) => HMACSHA1.HashData(_key, covered);
#pragma warning restore CA5350
}
