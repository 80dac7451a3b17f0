namespace Cpc.Sessions.Noise;

/// <summary>A hash function of Noise §4.3 with the functions built on it. Stateless.</summary>
public abstract class NoiseHash
{
    /// <summary>Largest HASHLEN, in bytes.</summary>
    public const int MaxHashLength = 64;

    /// <summary>Its name in a protocol name, e.g. "BLAKE2b".</summary>
    public abstract string Name { get; }

    /// <summary>HASHLEN in bytes.</summary>
    public abstract int HashLength { get; }

    /// <summary>HASH of the concatenation of two inputs.</summary>
    public abstract void Hash(ReadOnlySpan<byte> input1, ReadOnlySpan<byte> input2, Span<byte> digest);

    /// <summary>HKDF(chaining_key, input_key_material, n) of Noise §4.3; n is the number of outputs, two or three,
    /// each HASHLEN bytes.</summary>
    public abstract void Hkdf(ReadOnlySpan<byte> chainingKey, ReadOnlySpan<byte> inputKeyMaterial, Span<byte> outputs);
}
