namespace Cpc.Invoicing.Model;

/// <summary>The BLAKE3-256 digest of an encoded document (32 bytes); computed by the rooms above.</summary>
public readonly record struct ContentHash
{
    /// <summary>Size in bytes.</summary>
    public const int Size = Fixed32.Size;

    private readonly Fixed32 _value;

    /// <exception cref="ArgumentException">The span is not 32 bytes long.</exception>
    public ContentHash(ReadOnlySpan<byte> bytes) => _value = Fixed32.From(bytes);

    /// <summary>Writes 32 bytes.</summary>
    public void CopyTo(Span<byte> destination) => _value.CopyTo(destination);

    public byte[] ToArray() => _value.ToArray();

    /// <summary>64 hexadecimal digits, lower case.</summary>
    public override string ToString() => _value.ToString();
}
