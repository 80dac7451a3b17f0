using System.Diagnostics;

namespace Cpc.Sessions.Tests.Fuzzing;

/// <summary>Mutated frames at every parser of peer bytes, from fixed seeds; the corpus is replayed with the refusal that
/// each file's name says.</summary>
public class FuzzTests
{
    public static TheoryData<string> Targets() => [.. FuzzTargets.Names];

    private static string Corpus
    {
        get
        {
            var at = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(at.FullName, "CpcActors.sln"))) at = at.Parent ?? throw new DirectoryNotFoundException("No repository above the tests.");
            return Path.Combine(at.FullName, "tests", "Cpc.Sessions.Tests", "Fuzzing", "corpus");
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Mutated_input_is_refused_without_an_exception_and_changes_nothing(string name)
    {
        var target = FuzzTargets.Create(name);
        var mutator = new Mutator(1, target.Seeds);
        var seen = new Dictionary<Refusal, int>();
        for (var i = 0; i < (name.StartsWith('h') ? 300 : 2_000); i++)
        {
            var input = mutator.Next();
            var refusal = target.Run(input);
            seen[refusal] = seen.GetValueOrDefault(refusal) + 1;
            if (seen[refusal] <= 3) Keep(target, refusal, seen[refusal], input);
        }

        Assert.True(seen.Keys.Any(r => r != Refusal.None), "Nothing was refused: the mutations change nothing.");
        target.StillWorks();
    }

    [Theory]
    [MemberData(nameof(Targets))]
    [Trait("Category", "Long")]
    public void Mutated_input_is_refused_for_a_quarter_of_a_minute(string name)
    {
        var watch = Stopwatch.StartNew();
        for (var seed = 2; watch.Elapsed < TimeSpan.FromSeconds(14); seed++)
        {
            using var storage = new StorageScope(2048, 16);
            var target = FuzzTargets.Create(name);
            var mutator = new Mutator(seed, target.Seeds);
            for (var i = 0; i < 500 && watch.Elapsed < TimeSpan.FromSeconds(14); i++) target.Run(mutator.Next());
            target.StillWorks();
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void The_corpus_is_refused_as_its_names_say(string name)
    {
        var target = FuzzTargets.Create(name);
        var files = Directory.GetFiles(Path.Combine(Corpus, name)).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var expected = Path.GetFileNameWithoutExtension(file).Split('-')[0];
            Assert.Equal((file, expected), (file, target.Run(target.Adopt(Convert.FromHexString(File.ReadAllText(file).Trim()))).ToString()));
        }

        target.StillWorks();
    }

    // CPC_WRITE_CORPUS=1 keeps the first three inputs of each refusal.
    private static void Keep(FuzzTarget target, Refusal refusal, int count, byte[] input)
    {
        if (Environment.GetEnvironmentVariable("CPC_WRITE_CORPUS") != "1" || target.Run(target.Adopt(input)) != refusal) return;
        Directory.CreateDirectory(Path.Combine(Corpus, target.Name));
        File.WriteAllText(Path.Combine(Corpus, target.Name, $"{refusal}-{count}.hex"), Convert.ToHexStringLower(input) + "\n");
    }
}
