namespace Cpc.Invoicing.Tests;

/// <summary>
/// The shared corpus of invoices with known verdicts (CEN 1.3.16): the directory in <c>CPC_SAMPLES</c>, or
/// <c>../shared/samples</c> from the repository's root.
/// </summary>
internal static class SharedSamples
{
    public sealed record Sample(string Path, string Kind, string Verdict)
    {
        public bool IsValid => Verdict == "VALID";

        /// <summary>The rules that CEN's artefacts report.</summary>
        public string[] BrokenRules => IsValid ? [] : Verdict.Split(':')[1].Split(',');

        public byte[] Read() => File.ReadAllBytes(System.IO.Path.Combine(Directory!, Path));
    }

    public static string? Directory { get; } = Find();

    /// <summary>Skips the test, saying why, where the corpus is absent.</summary>
    public static IReadOnlyList<Sample> Load(string kind)
    {
        Skip.If(Directory is null, "The shared samples are not here: set CPC_SAMPLES to their directory (the one with MANIFEST.tsv).");
        return File.ReadLines(System.IO.Path.Combine(Directory!, "MANIFEST.tsv"))
            .Skip(1)
            .Select(line => line.Split('\t'))
            .Where(columns => columns[1] == kind)
            .Select(columns => new Sample(columns[0], columns[1], columns[6]))
            .ToList();
    }

    private static string? Find()
    {
        // A worktree of git stands one directory deeper than the repository.
        string[] candidates = Environment.GetEnvironmentVariable("CPC_SAMPLES") is { Length: > 0 } given
            ? [given]
            : [Beside(".."), Beside("..", "..")];
        return candidates.FirstOrDefault(path => File.Exists(System.IO.Path.Combine(path, "MANIFEST.tsv")));
    }

    private static string Beside(params string[] up) => System.IO.Path.GetFullPath(System.IO.Path.Combine([Repository.Root, .. up, "shared", "samples"]));
}
