using System.Buffers.Binary;

namespace Cpc.Invoicing.Model;

/// <summary>32 bytes held by value: the common part of <see cref="ParticipantId"/> and <see cref="ContentHash"/>.</summary>
internal readonly record struct Fixed32(ulong A, ulong B, ulong C, ulong D)
{
    public const int Size = 32;

    /// <exception cref="ArgumentException">The span is not 32 bytes long.</exception>
    public static Fixed32 From(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"Expected {Size} bytes, got {bytes.Length}.", nameof(bytes));
        return new Fixed32(
            BinaryPrimitives.ReadUInt64BigEndian(bytes),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, A);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], D);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>64 hexadecimal digits, lower case.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
