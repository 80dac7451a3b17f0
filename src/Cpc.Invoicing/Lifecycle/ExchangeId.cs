namespace Cpc.Invoicing.Lifecycle;

/// <summary>One attempt to hand a document over (protocol.md): 16 bytes, fresh for each attempt.</summary>
public readonly record struct ExchangeId
{
    /// <summary>Size in bytes.</summary>
    public const int Size = 16;

    private readonly Guid _value;

    /// <exception cref="ArgumentException">The span is not 16 bytes long.</exception>
    public ExchangeId(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"Expected {Size} bytes, got {bytes.Length}.", nameof(bytes));
        _value = new Guid(bytes, bigEndian: true);
    }

    public byte[] ToArray() => _value.ToByteArray(bigEndian: true);

    /// <summary>32 hexadecimal digits, lower case.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
