using System.Buffers.Binary;

namespace Cpc.SecureMemory;

/// <summary>
/// What every key file holds: identity seed 32, data key 32, count u8, then per static: private key 32, not_before i64,
/// not_after i64, sequence u32. Integers big-endian. A fixed layout, since a general decoder would leave copies of
/// secrets behind.
/// </summary>
internal static class KeyFileBody
{
    public const int MaxSize = Head + (MaxStatics * PerStatic);

    private const int Head = 32 + 32 + 1;
    private const int PerStatic = 32 + 8 + 8 + 4;
    private const int MaxStatics = 16;

    private static readonly long MinTime = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long MaxTime = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public static int SizeOf(KeyFile keys)
    {
        if (keys.Statics.Count > MaxStatics) throw new InvalidOperationException("Too many Noise statics in the key file.");
        return Head + (keys.Statics.Count * PerStatic);
    }

    /// <param name="body">Receives <see cref="SizeOf"/> bytes.</param>
    public static void Encode(KeyFile keys, Span<byte> body)
    {
        keys.IdentitySeed.Span.CopyTo(body);
        keys.DataKey.Span.CopyTo(body[32..]);
        body[64] = (byte)keys.Statics.Count;
        var at = Head;
        foreach (var key in keys.Statics)
        {
            key.PrivateKey.Span.CopyTo(body[at..]);
            BinaryPrimitives.WriteInt64BigEndian(body[(at + 32)..], key.NotBefore.ToUnixTimeSeconds());
            BinaryPrimitives.WriteInt64BigEndian(body[(at + 40)..], key.NotAfter.ToUnixTimeSeconds());
            BinaryPrimitives.WriteUInt32BigEndian(body[(at + 48)..], key.Sequence);
            at += PerStatic;
        }
    }

    /// <param name="seal">Becomes the key file's when there is one.</param>
    /// <returns>Null when the bytes are not such a body.</returns>
    public static KeyFile? TryDecode(string path, ReadOnlySpan<byte> body, KeyFileSeal? seal)
    {
        if (body.Length < Head) return null;
        int count = body[64];
        if (count is 0 or > MaxStatics || body.Length != Head + (count * PerStatic)) return null;
        for (var at = Head; at < body.Length; at += PerStatic)
        {
            if (!IsTime(body[(at + 32)..]) || !IsTime(body[(at + 40)..])) return null;
        }

        var statics = new List<StaticKey>(count);
        for (var at = Head; at < body.Length; at += PerStatic)
        {
            statics.Add(new StaticKey(
                SecureData.CopyOf(body.Slice(at, 32)),
                DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(body[(at + 32)..])),
                DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(body[(at + 40)..])),
                BinaryPrimitives.ReadUInt32BigEndian(body[(at + 48)..])));
        }

        return new KeyFile(path, SecureData.CopyOf(body[..32]), SecureData.CopyOf(body.Slice(32, 32)), statics, seal);
    }

    private static bool IsTime(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadInt64BigEndian(bytes) is var seconds && seconds >= MinTime && seconds <= MaxTime;
}
