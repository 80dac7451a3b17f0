using System.Buffers.Binary;
using Cpc.Cryptography;

namespace Cpc.Kademlia;

/// <summary>
/// A place in the key space of 256 bits: BLAKE3 of an identity key, domain-separated, so that nobody chooses his place
/// freely. An identity's record lies at the same place.
/// </summary>
public readonly struct NodeId : IEquatable<NodeId>
{
    /// <summary>Size in bytes.</summary>
    public const int Size = 32;

    /// <summary>Size in bits.</summary>
    public const int Bits = 256;

    private readonly ulong _a, _b, _c, _d;

    /// <exception cref="ArgumentException">The span is not 32 bytes long.</exception>
    public NodeId(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"A node id has {Size} bytes.", nameof(bytes));
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    private NodeId(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    private static ReadOnlySpan<byte> Context => "cpc/v1 node id"u8;

    /// <summary>The place of an identity: BLAKE3 derive_key("cpc/v1 node id", identity key).</summary>
    public static NodeId Of(PeerId peer)
    {
        Span<byte> key = stackalloc byte[PeerId.Size];
        peer.CopyTo(key);
        Span<byte> id = stackalloc byte[Size];
        Blake3.DeriveKey(Context, key, id);
        return new NodeId(id);
    }

    /// <summary>Writes the 32 bytes.</summary>
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

    /// <summary>The XOR metric.</summary>
    public Distance DistanceTo(NodeId other) => new(_a ^ other._a, _b ^ other._b, _c ^ other._c, _d ^ other._d);

    /// <summary>The first <paramref name="length"/> bits of this id and the other bits of <paramref name="rest"/>.</summary>
    public NodeId WithRest(int length, NodeId rest)
    {
        Span<byte> mine = stackalloc byte[Size];
        Span<byte> other = stackalloc byte[Size];
        CopyTo(mine);
        rest.CopyTo(other);
        var whole = length / 8;
        mine[..whole].CopyTo(other);
        if (length % 8 is not 0 and var bits)
        {
            var mask = (byte)(0xff << (8 - bits));
            other[whole] = (byte)((mine[whole] & mask) | (other[whole] & ~mask));
        }

        return new NodeId(other);
    }

    /// <summary>This id with one bit changed; bit 0 is the most significant.</summary>
    public NodeId WithFlipped(int bit)
    {
        var mask = 1UL << (63 - (bit & 63));
        return (bit >> 6) switch
        {
            0 => new NodeId(_a ^ mask, _b, _c, _d),
            1 => new NodeId(_a, _b ^ mask, _c, _d),
            2 => new NodeId(_a, _b, _c ^ mask, _d),
            3 => new NodeId(_a, _b, _c, _d ^ mask),
            _ => throw new ArgumentOutOfRangeException(nameof(bit)),
        };
    }

    public bool Equals(NodeId other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    public override bool Equals(object? obj) => obj is NodeId other && Equals(other);

    // The bits are a hash already.
    public override int GetHashCode() => (int)_d;

    public static bool operator ==(NodeId left, NodeId right) => left.Equals(right);

    public static bool operator !=(NodeId left, NodeId right) => !left.Equals(right);

    /// <summary>64 hexadecimal digits.</summary>
    public override string ToString() => $"{_a:x16}{_b:x16}{_c:x16}{_d:x16}";
}
