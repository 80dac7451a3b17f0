namespace Cpc.Invoicing.Model;

/// <summary>
/// Who issues or receives a document: the 32 bytes of a peer's identity key. This room knows no keys, so the
/// rooms above convert from and to their peer id byte for byte.
/// </summary>
public readonly record struct ParticipantId
{
    /// <summary>Size in bytes.</summary>
    public const int Size = Fixed32.Size;

    private readonly Fixed32 _value;

    /// <exception cref="ArgumentException">The span is not 32 bytes long.</exception>
    public ParticipantId(ReadOnlySpan<byte> bytes) => _value = Fixed32.From(bytes);

    /// <summary>Writes 32 bytes.</summary>
    public void CopyTo(Span<byte> destination) => _value.CopyTo(destination);

    public byte[] ToArray() => _value.ToArray();

    /// <summary>64 hexadecimal digits, lower case.</summary>
    public override string ToString() => _value.ToString();
}
