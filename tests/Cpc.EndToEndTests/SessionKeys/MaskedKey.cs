namespace Cpc.EndToEndTests.SessionKeys;

/// <summary>A key of 32 bytes that is known without being in memory: only its exclusive or with a pattern is.</summary>
internal sealed record MaskedKey(string Name, byte[] Masked)
{
    public const int Size = 32;

    public static MaskedKey Of(string name, ReadOnlySpan<byte> key)
    {
        var masked = new byte[Size];
        for (var i = 0; i < Size; i++) masked[i] = (byte)(key[i] ^ Mask(i));
        return new MaskedKey(name, masked);
    }

    /// <summary>The key itself: in another process than the one that is searched.</summary>
    public byte[] Unmask() => [.. Masked.Select((b, i) => (byte)(b ^ Mask(i)))];

    public static MaskedKey Parse(string line)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        return new MaskedKey(line[..tab], Convert.FromHexString(line[(tab + 1)..]));
    }

    public override string ToString() => $"{Name}\t{Convert.ToHexStringLower(Masked)}";

    private static byte Mask(int i) => (byte)(0xA5 + (i * 29));
}
