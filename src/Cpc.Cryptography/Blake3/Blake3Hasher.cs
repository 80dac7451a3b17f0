using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static Cpc.Cryptography.Blake3Constants;

namespace Cpc.Cryptography;

/// <summary>
/// BLAKE3 of an input that arrives in pieces (specification §5.1), without allocation. About 2 KB: pass it by
/// reference, since a copy goes its own way and stays unerased. Whoever makes one clears it: in the keyed and
/// derive-key modes it holds secrets, and in every mode a part of the input.
/// </summary>
public unsafe struct Blake3Hasher : IDisposable
{
    // One chaining value for each level of a tree over 2^64 bytes, that is 2^54 chunks, and one not merged yet (§5.1.2).
    private const int MaxDepth = 54 + 1;

    private fixed uint _key[KeyWords];
    private fixed byte _stack[MaxDepth * 32];
    private int _depth;
    private uint _flags;
    private Blake3Path _path;
    private bool _ready;
    private Blake3ChunkState _chunk;

    /// <summary>For plain hashing (§2.3, hash).</summary>
    public static Blake3Hasher Create() => Create(Blake3Paths.Widest);

    /// <summary>For hashing with a key of 32 bytes (§2.3, keyed_hash).</summary>
    /// <param name="hasher">Made in place: a returned one could leave a copy of the key on the stack.</param>
    /// <exception cref="ArgumentException">The key is not 32 bytes long.</exception>
    public static void CreateKeyed(ReadOnlySpan<byte> key, out Blake3Hasher hasher) =>
        CreateKeyed(Blake3Paths.Widest, key, out hasher);

    /// <summary>For deriving a key from the input (§2.3, derive_key).</summary>
    /// <param name="context">UTF-8 text fixed in the program, one for each use; never a peer's or a user's input.</param>
    public static void CreateDeriveKey(ReadOnlySpan<byte> context, out Blake3Hasher hasher) =>
        CreateDeriveKey(Blake3Paths.Widest, context, out hasher);

    internal static Blake3Hasher Create(Blake3Path path)
    {
        var hasher = default(Blake3Hasher);
        hasher.Start(path, InitializationVector, 0);
        return hasher;
    }

    internal static void CreateKeyed(Blake3Path path, ReadOnlySpan<byte> key, out Blake3Hasher hasher)
    {
        Require.Size(key, Blake3.KeySize, nameof(key));
        Span<uint> words = stackalloc uint[KeyWords];
        key.CopyTo(MemoryMarshal.AsBytes(words));
        hasher = default;
        hasher.Start(path, words, Keyed);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(words));
    }

    internal static void CreateDeriveKey(Blake3Path path, ReadOnlySpan<byte> context, out Blake3Hasher hasher)
    {
        Span<uint> contextKey = stackalloc uint[KeyWords];
        Blake3.ContextKey(path, context, contextKey);
        hasher = default;
        hasher.Start(path, contextKey, DeriveKeyMaterial);
    }

    /// <summary>Adds input.</summary>
    /// <exception cref="InvalidOperationException">The hasher was not created, or was cleared.</exception>
    public void Update(ReadOnlySpan<byte> input)
    {
        RequireReady();
        fixed (byte* bytes = input)
        fixed (uint* key = _key)
        {
            var at = bytes;
            var left = input.Length;
            while (left > 0)
            {
                // A full chunk waits until more comes: as the only one it would be the root.
                if (_chunk.Length == ChunkSize) PushChunk(key);
                var taken = _chunk.Length > 0 || left <= ChunkSize
                    ? _chunk.Fill(_path, at, left, _flags)
                    : PushSubtree(key, at, left);
                at += taken;
                left -= taken;
            }

            // Input after them shows that the subtrees on the stack are not the root.
            if (_chunk.Length > 0) Merge(key, _chunk.Counter);
        }
    }

    /// <summary>Writes output of any length for the input so far (§2.6); more input may follow.</summary>
    /// <exception cref="InvalidOperationException">The hasher was not created, or was cleared.</exception>
    public void Finish(Span<byte> output) => Finish(output, 0);

    /// <summary>Writes output from an offset on (§2.6).</summary>
    /// <exception cref="InvalidOperationException">The hasher was not created, or was cleared.</exception>
    [SkipLocalsInit]
    public void Finish(Span<byte> output, ulong offset)
    {
        RequireReady();
        var pair = stackalloc byte[2 * 32];
        fixed (uint* key = _key)
        fixed (byte* stack = _stack)
        {
            var left = _depth;
            Blake3Node node;
            if (_chunk.Length > 0 || left == 0)
            {
                _chunk.Node(out node, _flags);
            }
            else
            {
                // The input ended with a subtree: its two halves are still apart (PushSubtree).
                left -= 2;
                node = default;
                node.SetParent(stack + (left * 32), key, _flags);
            }

            while (left-- > 0)
            {
                Unsafe.CopyBlockUnaligned(pair, stack + (left * 32), 32);
                node.ChainingValue(_path, pair + 32);
                node.SetParent(pair, key, _flags);
            }

            node.Output(_path, output, offset);
            node.Clear();
            CryptographicOperations.ZeroMemory(new Span<byte>(pair, 2 * 32));
        }
    }

    /// <summary>Erases key, input and state; the hasher cannot be used any more.</summary>
    public void Clear()
    {
        fixed (void* self = &this) CryptographicOperations.ZeroMemory(new Span<byte>(self, sizeof(Blake3Hasher)));
    }

    /// <inheritdoc cref="Clear"/>
    public void Dispose() => Clear();

    private void Start(Blake3Path path, ReadOnlySpan<uint> keyWords, uint flags)
    {
        fixed (uint* key = _key)
        {
            keyWords.CopyTo(new Span<uint>(key, KeyWords));
            _chunk.Start(key, 0);
        }

        _flags = flags;
        _path = path;
        _ready = true;
    }

    // An all-zero hasher would pass for one keyed with zeros.
    private readonly void RequireReady()
    {
        if (!_ready) throw new InvalidOperationException("The hasher was not created, or was cleared.");
    }

    private void PushChunk(uint* key)
    {
        var cv = stackalloc byte[32];
        _chunk.Node(out var node, _flags);
        node.ChainingValue(_path, cv);
        node.Clear();
        Push(key, cv, _chunk.Counter);
        _chunk.Start(key, _chunk.Counter + 1);
        CryptographicOperations.ZeroMemory(new Span<byte>(cv, 32));
    }

    /// <summary>Takes the largest whole subtree that the input holds and that its place in the tree allows.</summary>
    /// <param name="length">More than one chunk.</param>
    /// <returns>The bytes taken.</returns>
    private int PushSubtree(uint* key, byte* input, int length)
    {
        var counter = _chunk.Counter;
        var chunks = 1UL << BitOperations.Log2((uint)(length / ChunkSize));
        while ((counter & (chunks - 1)) != 0) chunks /= 2;

        var size = (int)chunks * ChunkSize;
        var cvs = stackalloc byte[2 * 32];
        if (chunks == 1)
        {
            Blake3Compression.Chunks(_path, input, 1, key, counter, _flags, cvs);
            Push(key, cvs, counter);
        }
        else
        {
            // Its two halves stay apart: with no input to follow, the node above them may be the root.
            Blake3Tree.RootChildren(_path, input, size, key, counter, _flags, cvs);
            Push(key, cvs, counter);
            Push(key, cvs + 32, counter + (chunks / 2));
        }

        _chunk.Start(key, counter + chunks);
        CryptographicOperations.ZeroMemory(new Span<byte>(cvs, 2 * 32));
        return size;
    }

    private void Push(uint* key, byte* cv, ulong counter)
    {
        Merge(key, counter);
        fixed (byte* stack = _stack) Unsafe.CopyBlockUnaligned(stack + (_depth * 32), cv, 32);
        _depth++;
    }

    /// <summary>Merges subtrees of equal size (§5.1.2): one is left for each bit that is set in the count of chunks.</summary>
    private void Merge(uint* key, ulong chunks)
    {
        fixed (byte* stack = _stack)
        {
            while (_depth > BitOperations.PopCount(chunks))
            {
                _depth--;
                var pair = stack + ((_depth - 1) * 32);
                Blake3Compression.Parents(_path, pair, 1, key, _flags, pair);
            }
        }
    }
}
