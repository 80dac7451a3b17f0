namespace Cpc.Cryptography;

/// <summary>Argument checks of the primitives: a wrong size is our own misuse, never a peer's input.</summary>
internal static class Require
{
    public static void Size(ReadOnlySpan<byte> span, int size, string name)
    {
        if (span.Length != size) throw new ArgumentException($"{name} must be {size} bytes, not {span.Length}.", name);
    }
}
