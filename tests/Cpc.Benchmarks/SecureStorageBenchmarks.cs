using Cpc.Cryptography;
using Cpc.SecureMemory;

namespace Cpc.Benchmarks;

/// <summary>A slot opened and sealed anew, against what that cannot do without: BLAKE3 of the pre-key and two AEAD (ADR 0030).</summary>
internal sealed class SecureStorageBenchmarks : IBenchmarks
{
    private static readonly (string Name, int Size)[] Sizes = [("64B", 64), ("512B", 512), ("1KiB", 1 << 10), ("4KiB", 4 << 10), ("8KiB", 8 << 10)];

    private static readonly Lazy<SecureStorage> Storage = new(() => SecureStorage.Create(new SecureStorageOptions
    {
        Pools = [.. Sizes.Select(s => new SlotPool(s.Size, 16))],
        WhenNotLocked = WhenNotLocked.Warn,
    }).Storage!);

    public IEnumerable<Benchmark> List()
    {
        foreach (var (name, size) in Sizes)
        {
            var slot = new Lazy<SecureSlot>(() => Storage.Value.Allocate(size, 1)!);
            var second = new Lazy<SecureSlot>(() => Storage.Value.Allocate(size, 1)!);
            yield return new($"secure-storage/primitives/{name}", Primitives(size));
            yield return new($"secure-storage/open-reseal/{name}", () => slot.Value.Open(1, static (content, add) => content[0] += (byte)add));
            yield return new($"secure-storage/read/{name}", () => slot.Value.Read(0, static (content, _) => content[0]));
            yield return new($"secure-storage/open-two/{name}",
                () => SecureSlot.OpenTwo(slot.Value, second.Value, 0, static (first, other, _) => first[0] = other[0]));
            yield return new($"secure-storage/allocate-dispose/{name}", () => Storage.Value.Allocate(size, 1)!.Dispose());
        }
    }

    // In ordinary memory, which is no slower.
    private static Action Primitives(int size)
    {
        var preKey = SecureRandom.Bytes(16 << 10);
        var key = new byte[XChaCha20Poly1305.KeySize];
        var nonce = new byte[XChaCha20Poly1305.NonceSize];
        var associated = new byte[12];
        var content = new byte[size];
        var atRest = new byte[size + XChaCha20Poly1305.TagSize];
        Blake3.DeriveKey("cpc/v1 slot shield"u8, preKey, key);
        XChaCha20Poly1305.Encrypt(key, nonce, associated, content, atRest);
        return () =>
        {
            Blake3.DeriveKey("cpc/v1 slot shield"u8, preKey, key);
            if (!XChaCha20Poly1305.TryDecrypt(key, nonce, associated, atRest, content)) throw new InvalidOperationException("Not authentic.");
            XChaCha20Poly1305.Encrypt(key, nonce, associated, content, atRest);
        };
    }
}
