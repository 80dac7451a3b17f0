using System.Buffers.Binary;
using Cpc.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>
/// The bytes of a key file: "cpck", format u8, suite u8, identity seed 32, data key 32, count u8, then per static:
/// private key 32, not_before i64, not_after i64, sequence u32; last BLAKE3-256 of all before it, which finds a
/// damaged disk. Integers big-endian. A fixed layout, since a general decoder would leave copies of secrets behind.
/// </summary>
internal static class KeyFileFormat
{
    public const int MaxSize = Head + (MaxStatics * PerStatic) + Blake3.HashSize;

    private const int Head = 4 + 1 + 1 + 32 + 32 + 1;
    private const int PerStatic = 32 + 8 + 8 + 4;
    private const int MaxStatics = 16;
    private const byte Format = 1;
    private const byte Suite = 1;

    private static ReadOnlySpan<byte> Magic => "cpck"u8;

    public static SecureData Encode(KeyFile keys)
    {
        if (keys.Statics.Count > MaxStatics) throw new InvalidOperationException("Too many Noise statics in the key file.");
        var data = new SecureData(Head + (keys.Statics.Count * PerStatic) + Blake3.HashSize);
        var span = data.Span;
        Magic.CopyTo(span);
        span[4] = Format;
        span[5] = Suite;
        keys.IdentitySeed.Span.CopyTo(span[6..]);
        keys.DataKey.Span.CopyTo(span[38..]);
        span[70] = (byte)keys.Statics.Count;
        var at = Head;
        foreach (var key in keys.Statics)
        {
            key.PrivateKey.Span.CopyTo(span[at..]);
            BinaryPrimitives.WriteInt64BigEndian(span[(at + 32)..], key.NotBefore.ToUnixTimeSeconds());
            BinaryPrimitives.WriteInt64BigEndian(span[(at + 40)..], key.NotAfter.ToUnixTimeSeconds());
            BinaryPrimitives.WriteUInt32BigEndian(span[(at + 48)..], key.Sequence);
            at += PerStatic;
        }

        Blake3.Hash(span[..at], span[at..]);
        return data;
    }

    /// <returns>Null when the bytes are not a key file of this format.</returns>
    public static KeyFile? TryDecode(string path, SecureData encoded)
    {
        ReadOnlySpan<byte> span = encoded.Span;
        if (span.Length < Head + PerStatic + Blake3.HashSize || !span[..4].SequenceEqual(Magic)) return null;
        if (span[4] != Format || span[5] != Suite) return null;
        int count = span[70];
        if (count is 0 or > MaxStatics || span.Length != Head + (count * PerStatic) + Blake3.HashSize) return null;
        Span<byte> digest = stackalloc byte[Blake3.HashSize];
        Blake3.Hash(span[..^Blake3.HashSize], digest);
        if (!digest.SequenceEqual(span[^Blake3.HashSize..])) return null;

        var statics = new List<StaticKey>(count);
        for (var at = Head; statics.Count < count; at += PerStatic)
        {
            statics.Add(new StaticKey(
                SecureData.CopyOf(span.Slice(at, 32)),
                DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(span[(at + 32)..])),
                DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(span[(at + 40)..])),
                BinaryPrimitives.ReadUInt32BigEndian(span[(at + 48)..])));
        }

        return new KeyFile(path, SecureData.CopyOf(span.Slice(6, 32)), SecureData.CopyOf(span.Slice(38, 32)), statics);
    }
}
