using System.Text.Json;
using Cpc.Cryptography.Tests;
using Cpc.Sessions.Noise;

namespace Cpc.Sessions.Tests;

/// <summary>The vectors of snow, noise-c and Noise.NET over 25519 and ChaChaPoly.</summary>
internal static class NoiseVectorFile
{
    public const string Name = "noise/noise_25519_chachapoly.json";

    /// <summary>All vectors; skips the test where the file is absent.</summary>
    public static IReadOnlyList<NoiseVector> Read()
    {
        var path = VectorFiles.Find(Name);
        Skip.If(path is null, VectorFiles.Missing(Name));
        var root = JsonDocument.Parse(File.ReadAllBytes(path!)).RootElement;
        return [.. root.GetProperty("vectors").EnumerateArray().Select(v => new NoiseVector(v))];
    }

    /// <summary>The vectors whose functions are ours; the others are tallied with the reason.</summary>
    public static IEnumerable<(NoiseVector Vector, NoisePattern Pattern, NoiseHash Hash)> Runnable(VectorTally tally)
    {
        foreach (var vector in Read())
        {
            if (vector.Parts is not [var patternName, "25519", "ChaChaPoly", var hashName] || NoiseHashes.Find(hashName) is not { } hash)
                tally.NotRun($"{string.Join('_', vector.Parts[1..])} is not ours");
            else if (NoisePatternTable.Find(patternName) is not { } pattern)
                tally.NotRun($"pattern {patternName} is not in the table");
            else
                yield return (vector, pattern, hash);
        }
    }
}
