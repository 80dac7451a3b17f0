namespace Cpc.Sessions;

/// <summary>Cipher suites by number (protocol.md §3); a higher number is a better suite.</summary>
public static class Suite
{
    /// <summary>25519, ChaChaPoly, BLAKE2b.</summary>
    public const byte Classical = 1;

    /// <summary>The same with ML-KEM-768: what is recorded today stays secret from a later quantum computer.</summary>
    public const byte PostQuantum = 2;

    /// <summary>Most suites an offer may list.</summary>
    public const int MaxOffered = 8;

    private static readonly byte[] SupportedSuites = [PostQuantum, Classical];

    /// <summary>What this version speaks, best first.</summary>
    public static ReadOnlySpan<byte> Supported => SupportedSuites;

    /// <summary>The highest suite in both lists, or 0.</summary>
    public static byte BestCommon(ReadOnlySpan<byte> ours, ReadOnlySpan<byte> theirs)
    {
        byte best = 0;
        foreach (var suite in ours)
        {
            if (suite > best && theirs.Contains(suite)) best = suite;
        }

        return best;
    }

    /// <summary>The name for people.</summary>
    public static string Name(byte suite) => suite switch
    {
        Classical => "25519_ChaChaPoly_BLAKE2b",
        PostQuantum => "25519+MLKEM768_ChaChaPoly_BLAKE2b",
        _ => $"suite {suite}",
    };
}
