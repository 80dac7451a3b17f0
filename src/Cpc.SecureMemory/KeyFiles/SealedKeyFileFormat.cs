using System.Buffers.Binary;
using Cpc.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>
/// A key file under a passphrase, format 2: "cpck", format u8, suite u8, kdf u8 (1: Argon2id), passes u32, memory in
/// KiB u32, salt 16, nonce 24; then <see cref="KeyFileBody"/> in XChaCha20-Poly1305 with all before it as associated
/// data. Integers big-endian. The nonce is drawn for each writing.
/// </summary>
internal static class SealedKeyFileFormat
{
    public const byte Format = 2;

    public const int HeaderSize = NonceAt + XChaCha20Poly1305.NonceSize;

    private const byte KdfArgon2id = 1;
    private const int KdfAt = KeyFileFormat.PrefixSize;
    private const int PassesAt = KdfAt + 1;
    private const int MemoryAt = PassesAt + 4;
    private const int SaltAt = MemoryAt + 4;
    private const int NonceAt = SaltAt + Argon2id.SaltSize;

    public static SecureData Encode(KeyFile keys, KeyFileSeal seal)
    {
        using var body = new SecureData(KeyFileBody.SizeOf(keys));
        KeyFileBody.Encode(keys, body.Span);
        var file = new SecureData(HeaderSize + body.Length + XChaCha20Poly1305.TagSize);
        var header = file.Span[..HeaderSize];
        KeyFileFormat.WritePrefix(header, Format);
        header[KdfAt] = KdfArgon2id;
        BinaryPrimitives.WriteUInt32BigEndian(header[PassesAt..], (uint)seal.Cost.Passes);
        BinaryPrimitives.WriteUInt32BigEndian(header[MemoryAt..], (uint)seal.Cost.MemoryKiB);
        seal.Salt.CopyTo(header[SaltAt..]);
        SecureRandom.Fill(header[NonceAt..]);
        XChaCha20Poly1305.Encrypt(seal.Key.Span, header[NonceAt..], header, body.Span, file.Span[HeaderSize..]);
        return file;
    }

    /// <summary>Reads what the key is derived with. Nothing of it is authentic yet; the cost is within its bounds.</summary>
    /// <returns>Null when it is no such file.</returns>
    public static (PassphraseCost Cost, byte[] Salt)? TryReadHeader(ReadOnlySpan<byte> file)
    {
        if (file.Length <= HeaderSize + XChaCha20Poly1305.TagSize || KeyFileFormat.FormatOf(file) != Format) return null;
        if (file[KdfAt] != KdfArgon2id) return null;
        var cost = PassphraseCost.TryRead(
            BinaryPrimitives.ReadUInt32BigEndian(file[PassesAt..]), BinaryPrimitives.ReadUInt32BigEndian(file[MemoryAt..]));
        return cost is null ? null : (cost, file.Slice(SaltAt, Argon2id.SaltSize).ToArray());
    }

    /// <param name="seal">Becomes the key file's when there is one.</param>
    /// <returns>Null when the passphrase is another, or any byte was changed.</returns>
    public static KeyFile? TryDecode(string path, ReadOnlySpan<byte> file, KeyFileSeal seal)
    {
        if (file.Length <= HeaderSize + XChaCha20Poly1305.TagSize) return null;
        var header = file[..HeaderSize];
        using var body = new SecureData(file.Length - HeaderSize - XChaCha20Poly1305.TagSize);
        return XChaCha20Poly1305.TryDecrypt(seal.Key.Span, header[NonceAt..], header, file[HeaderSize..], body.Span)
            ? KeyFileBody.TryDecode(path, body.Span, seal)
            : null;
    }
}
