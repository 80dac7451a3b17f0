using System.Buffers.Binary;
using Cpc.Cryptography;

namespace Cpc.Sessions.DoubleRatchet;

/// <summary>The counters of an inner header; the ratchet key stands before them (protocol.md §5).</summary>
/// <param name="PN">Messages in the sender's previous chain.</param>
/// <param name="N">Number in its current chain.</param>
/// <param name="Seq">Number in this epoch and direction.</param>
internal readonly record struct RatchetHeader(uint PN, uint N, uint Seq)
{
    public void Write(Span<byte> header, ReadOnlySpan<byte> dh)
    {
        dh.CopyTo(header);
        BinaryPrimitives.WriteUInt32BigEndian(header[X25519.KeySize..], PN);
        BinaryPrimitives.WriteUInt32BigEndian(header[(X25519.KeySize + 4)..], N);
        BinaryPrimitives.WriteUInt32BigEndian(header[(X25519.KeySize + 8)..], Seq);
    }

    public static RatchetHeader Read(ReadOnlySpan<byte> header) => new(
        BinaryPrimitives.ReadUInt32BigEndian(header[X25519.KeySize..]),
        BinaryPrimitives.ReadUInt32BigEndian(header[(X25519.KeySize + 4)..]),
        BinaryPrimitives.ReadUInt32BigEndian(header[(X25519.KeySize + 8)..]));
}
