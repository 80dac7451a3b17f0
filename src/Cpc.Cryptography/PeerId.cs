using System.Buffers.Binary;

namespace Cpc.Cryptography;

/// <summary>
/// A peer's identity: its 32-byte Ed25519 public key (protocol.md §1). The text form is base32 (RFC 4648, lower
/// case) of key, 2-byte checksum and version: 56 characters in which a typing error is found, as in Tor's v3 addresses.
/// </summary>
public readonly struct PeerId : IEquatable<PeerId>, IComparable<PeerId>
{
    /// <summary>Size in bytes.</summary>
    public const int Size = 32;

    /// <summary>Length of the text form in characters.</summary>
    public const int TextLength = 56;

    private const byte Version = 1;

    private readonly ulong _a, _b, _c, _d;

    /// <exception cref="ArgumentException">The span is not 32 bytes long.</exception>
    public PeerId(ReadOnlySpan<byte> publicKey)
    {
        Require.Size(publicKey, Size, nameof(publicKey));
        _a = BinaryPrimitives.ReadUInt64BigEndian(publicKey);
        _b = BinaryPrimitives.ReadUInt64BigEndian(publicKey[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(publicKey[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(publicKey[24..]);
    }

    /// <summary>Writes the 32 bytes of the public key.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _d);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    public bool Equals(PeerId other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    public override bool Equals(object? obj) => obj is PeerId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_a, _b, _c, _d);

    /// <summary>Order of the unsigned bytes: the "smaller PeerId" of protocol.md §3 and §8.</summary>
    public int CompareTo(PeerId other)
    {
        var order = _a.CompareTo(other._a);
        if (order == 0) order = _b.CompareTo(other._b);
        if (order == 0) order = _c.CompareTo(other._c);
        return order == 0 ? _d.CompareTo(other._d) : order;
    }

    public static bool operator ==(PeerId left, PeerId right) => left.Equals(right);

    public static bool operator !=(PeerId left, PeerId right) => !left.Equals(right);

    public static bool operator <(PeerId left, PeerId right) => left.CompareTo(right) < 0;

    public static bool operator >(PeerId left, PeerId right) => left.CompareTo(right) > 0;

    public static bool operator <=(PeerId left, PeerId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PeerId left, PeerId right) => left.CompareTo(right) >= 0;

    /// <summary>The 56-character text form.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size + 3];
        CopyTo(bytes);
        Checksum(bytes[..Size], bytes.Slice(Size, 2));
        bytes[Size + 2] = Version;
        return Base32.Encode(bytes);
    }

    /// <summary>The first eight characters, for people to read in tables and logs; not an identifier.</summary>
    public string ToShortString() => ToString()[..8];

    /// <summary>Reads the text form.</summary>
    /// <returns>False when the length, a character, the checksum or the version is wrong.</returns>
    public static bool TryParse(string? text, out PeerId peerId)
    {
        peerId = default;
        if (text is not { Length: TextLength }) return false;
        Span<byte> bytes = stackalloc byte[Size + 3];
        Span<byte> checksum = stackalloc byte[2];
        if (!Base32.TryDecode(text, bytes)) return false;
        Checksum(bytes[..Size], checksum);
        if (!checksum.SequenceEqual(bytes.Slice(Size, 2)) || bytes[Size + 2] != Version) return false;
        peerId = new PeerId(bytes[..Size]);
        return true;
    }

    private static void Checksum(ReadOnlySpan<byte> publicKey, Span<byte> checksum)
    {
        ReadOnlySpan<byte> label = "cpc/v1/peer-id"u8;
        Span<byte> input = stackalloc byte[label.Length + Size + 1];
        label.CopyTo(input);
        publicKey.CopyTo(input[label.Length..]);
        input[^1] = Version;
        Span<byte> digest = stackalloc byte[32];
        Blake2b.Hash(input, digest);
        digest[..2].CopyTo(checksum);
    }
}
