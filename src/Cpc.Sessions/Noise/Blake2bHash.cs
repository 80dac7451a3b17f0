using System.Buffers;
using Cpc.Cryptography;

namespace Cpc.Sessions.Noise;

/// <summary>BLAKE2b-512 as Noise's hash (§12.6).</summary>
public sealed class Blake2bHash : NoiseHash
{
    public static readonly Blake2bHash Instance = new();

    private Blake2bHash()
    {
    }

    public override string Name => "BLAKE2b";

    public override int HashLength => 64;

    public override void Hash(ReadOnlySpan<byte> input1, ReadOnlySpan<byte> input2, Span<byte> digest)
    {
        // What is hashed is public: transcript and ciphertext.
        var length = input1.Length + input2.Length;
        byte[]? rented = null;
        var buffer = length <= 1024 ? stackalloc byte[1024] : (rented = ArrayPool<byte>.Shared.Rent(length));
        input1.CopyTo(buffer);
        input2.CopyTo(buffer[input1.Length..]);
        Blake2b.Hash(buffer[..length], digest[..HashLength]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    // HKDF with empty info is RFC 5869's, as Noise §4.3 says of its own.
    public override void Hkdf(ReadOnlySpan<byte> chainingKey, ReadOnlySpan<byte> inputKeyMaterial, Span<byte> outputs)
    {
        Span<byte> prk = stackalloc byte[HkdfBlake2b.HashSize];
        HkdfBlake2b.Extract(chainingKey, inputKeyMaterial, prk);
        HkdfBlake2b.Expand(prk, [], outputs);
        prk.Clear();
    }
}
