namespace Cpc.Cryptography.Tests;

/// <summary>The test assembly run as a program: prints the path chosen and some digests (see <see cref="Blake3PathTests"/>).</summary>
internal static class ChildProcess
{
    public static IEnumerable<string> Digests() =>
        new[] { 0, 1, 1000, 1024, 5000, 16 << 10, 100_000 }.Select(length => Convert.ToHexString(Blake3.Hash(Blake3Fixture.Bytes(length))));

    public static void Main() => Console.Write(string.Join('\n', [Blake3Paths.Widest.ToString(), .. Digests()]));
}
