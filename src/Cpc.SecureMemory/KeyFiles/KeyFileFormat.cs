using Cpc.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>
/// A key file without passphrase, format 1: "cpck", format u8, suite u8, <see cref="KeyFileBody"/>, and BLAKE3-256 of
/// all before it, which finds a damaged disk. Only the file's mode protects it.
/// </summary>
internal static class KeyFileFormat
{
    public const byte Format = 1;

    /// <summary>The suite of protocol.md §3 that the keys are for.</summary>
    public const byte Suite = 1;

    /// <summary>Size of magic, format and suite in bytes: the start of both formats.</summary>
    public const int PrefixSize = 4 + 1 + 1;

    /// <summary>Largest file of either format, in bytes.</summary>
    public const int MaxSize = SealedKeyFileFormat.HeaderSize + KeyFileBody.MaxSize + Blake3.HashSize;

    private static ReadOnlySpan<byte> Magic => "cpck"u8;

    /// <returns>The format, 0 when it is no key file of this suite.</returns>
    public static byte FormatOf(ReadOnlySpan<byte> file) =>
        file.Length > PrefixSize && file[..4].SequenceEqual(Magic) && file[5] == Suite ? file[4] : (byte)0;

    public static void WritePrefix(Span<byte> file, byte format)
    {
        Magic.CopyTo(file);
        file[4] = format;
        file[5] = Suite;
    }

    public static SecureData Encode(KeyFile keys)
    {
        var size = KeyFileBody.SizeOf(keys);
        var file = new SecureData(PrefixSize + size + Blake3.HashSize);
        WritePrefix(file.Span, Format);
        KeyFileBody.Encode(keys, file.Span.Slice(PrefixSize, size));
        Blake3.Hash(file.Span[..^Blake3.HashSize], file.Span[^Blake3.HashSize..]);
        return file;
    }

    /// <returns>Null when the bytes are damaged.</returns>
    public static KeyFile? TryDecode(string path, ReadOnlySpan<byte> file)
    {
        if (file.Length < PrefixSize + Blake3.HashSize || FormatOf(file) != Format) return null;
        Span<byte> digest = stackalloc byte[Blake3.HashSize];
        Blake3.Hash(file[..^Blake3.HashSize], digest);
        return digest.SequenceEqual(file[^Blake3.HashSize..])
            ? KeyFileBody.TryDecode(path, file[PrefixSize..^Blake3.HashSize], seal: null)
            : null;
    }
}
