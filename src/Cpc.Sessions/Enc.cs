using System.Buffers.Binary;
using System.Text;
using Cpc.Cryptography;

namespace Cpc.Sessions;

/// <summary>
/// Writes enc(…) of protocol.md: a deterministic CBOR array (RFC 8949 §4.2.1) into a span, without allocation. What
/// is signed or authenticated is built with it, so that two different lists never give the same bytes.
/// </summary>
public ref struct Enc
{
    private readonly Span<byte> _buffer;
    private int _at;

    /// <param name="items">The number of items that follow, 0 to 23.</param>
    public Enc(Span<byte> buffer, int items)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)items, 23u);
        _buffer = buffer;
        _buffer[0] = (byte)(0x80 | items);
        _at = 1;
    }

    /// <summary>What has been written so far.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._at];

    public void Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Head(3, (ulong)length);
        _at += Encoding.UTF8.GetBytes(text, _buffer[_at..]);
    }

    public void Bytes(scoped ReadOnlySpan<byte> bytes)
    {
        Head(2, (ulong)bytes.Length);
        bytes.CopyTo(_buffer[_at..]);
        _at += bytes.Length;
    }

    public void Peer(PeerId peer)
    {
        Head(2, PeerId.Size);
        peer.CopyTo(_buffer[_at..]);
        _at += PeerId.Size;
    }

    public void UInt(ulong value) => Head(0, value);

    private void Head(int majorType, ulong value)
    {
        var type = (byte)(majorType << 5);
        switch (value)
        {
            case < 24:
                _buffer[_at++] = (byte)(type | value);
                break;
            case <= byte.MaxValue:
                _buffer[_at++] = (byte)(type | 24);
                _buffer[_at++] = (byte)value;
                break;
            case <= ushort.MaxValue:
                _buffer[_at++] = (byte)(type | 25);
                BinaryPrimitives.WriteUInt16BigEndian(_buffer[_at..], (ushort)value);
                _at += 2;
                break;
            case <= uint.MaxValue:
                _buffer[_at++] = (byte)(type | 26);
                BinaryPrimitives.WriteUInt32BigEndian(_buffer[_at..], (uint)value);
                _at += 4;
                break;
            default:
                _buffer[_at++] = (byte)(type | 27);
                BinaryPrimitives.WriteUInt64BigEndian(_buffer[_at..], value);
                _at += 8;
                break;
        }
    }
}
