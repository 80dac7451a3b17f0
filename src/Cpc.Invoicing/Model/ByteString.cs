namespace Cpc.Invoicing.Model;

/// <summary>Immutable bytes with structural equality. Its text form is the size only.</summary>
public sealed class ByteString : IEquatable<ByteString>
{
    private readonly byte[] _bytes;

    /// <summary>Copies the bytes, so that later changes to the source are not seen.</summary>
    public ByteString(ReadOnlySpan<byte> bytes) => _bytes = bytes.ToArray();

    public static ByteString Empty { get; } = new([]);

    /// <summary>Length in bytes.</summary>
    public int Length => _bytes.Length;

    public ReadOnlySpan<byte> Span => _bytes;

    public ReadOnlyMemory<byte> Memory => _bytes;

    public byte[] ToArray() => [.. _bytes];

    public bool Equals(ByteString? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    public override bool Equals(object? obj) => Equals(obj as ByteString);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    public override string ToString() => $"{_bytes.Length} byte(s)";
}
