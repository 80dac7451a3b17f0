using System.Buffers.Binary;
using Cpc.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>
/// Seals slots at rest (protocol.md §11), as OpenSSH shields its private keys: whoever reads a part of the memory, or
/// reads it with errors, lacks the 16 KiB the key is derived from.
/// </summary>
internal sealed unsafe class SlotShield
{
    /// <summary>Size of the pre-key in bytes.</summary>
    public const int PreKeySize = 16 << 10;

    private const int SlabSize = 8;

    private readonly SecretRegion _preKey;
    private readonly byte[] _slab = SecureRandom.Bytes(SlabSize);

    /// <param name="preKey">At least <see cref="PreKeySize"/> bytes; filled here and read-only from then on.</param>
    public SlotShield(SecretRegion preKey)
    {
        _preKey = preKey;
        SecureRandom.Fill(new Span<byte>(preKey.Start, PreKeySize));
        preKey.MakeReadOnly();
    }

    /// <summary>8 bytes, not secret: they part the nonces of two storages, should they ever share a key.</summary>
    internal ReadOnlySpan<byte> SlabRandom => _slab;

    /// <summary>K: good for all slots; the caller erases it after one use.</summary>
    /// <param name="key">Receives 32 bytes.</param>
    public void DeriveKey(Span<byte> key) =>
        Blake3.DeriveKey("cpc/v1 slot shield"u8, new ReadOnlySpan<byte>(_preKey.Start, PreKeySize), key);

    /// <param name="content">Receives the slot's size in bytes.</param>
    /// <returns>False when the sealed bytes, the slot's number, size or owner are not those sealed.</returns>
    public bool TryOpen(SecureSlot slot, ReadOnlySpan<byte> key, Span<byte> content)
    {
        Span<byte> nonce = stackalloc byte[XChaCha20Poly1305.NonceSize];
        Span<byte> associated = stackalloc byte[12];
        Write(slot, slot.Table.Counter(slot.Number), nonce, associated);
        return XChaCha20Poly1305.TryDecrypt(key, nonce, associated, slot.Table.Sealed(slot.Number, slot.Size), content);
    }

    public void Seal(SecureSlot slot, ReadOnlySpan<byte> key, ReadOnlySpan<byte> content)
    {
        Span<byte> nonce = stackalloc byte[XChaCha20Poly1305.NonceSize];
        Span<byte> associated = stackalloc byte[12];
        Write(slot, slot.Table.NextCounter(slot.Number), nonce, associated);
        XChaCha20Poly1305.Encrypt(key, nonce, associated, content, slot.Table.Sealed(slot.Number, slot.Size));
    }

    // Nonce: slot u32, zero u32, counter u64, 8 random bytes of the slab. Associated data: slot u32, size u32, owner u32.
    private void Write(SecureSlot slot, ulong counter, Span<byte> nonce, Span<byte> associated)
    {
        BinaryPrimitives.WriteUInt32BigEndian(nonce, slot.Number);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[4..], 0);
        BinaryPrimitives.WriteUInt64BigEndian(nonce[8..], counter);
        _slab.CopyTo(nonce[16..]);
        BinaryPrimitives.WriteUInt32BigEndian(associated, slot.Number);
        BinaryPrimitives.WriteUInt32BigEndian(associated[4..], (uint)slot.Size);
        BinaryPrimitives.WriteUInt32BigEndian(associated[8..], slot.Owner);
    }
}
