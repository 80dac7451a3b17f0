using System.Text.RegularExpressions;

namespace Cpc.ArchitectureTests;

/// <summary>Habits of the source text that no compiler holds.</summary>
public partial class SourceTests
{
    private const int MostLines = 300;

    // Read only after it has completed.
    private static readonly string[] MayReadResults = ["Cpc.Transport/Quic/QuicPeerConnection.cs"];

    private static readonly Regex[] Forbidden = [Sleeping(), Waiting(), AsyncVoid(), Results()];

    private static string NameOf(string file) => Path.GetRelativePath(House.Source, file).Replace('\\', '/');

    private static IEnumerable<string> Faults(string name, string line)
    {
        foreach (var pattern in Forbidden)
        {
            if (!pattern.IsMatch(line)) continue;
            if (MayReadResults.Contains(name) && line.Contains("IsCompleted ?", StringComparison.Ordinal)) continue;
            yield return $"{name}: {line.Trim()}";
        }
    }

    [Fact]
    public void No_source_file_is_longer_than_three_hundred_lines() => Assert.Empty(
        House.Files().Select(f => (Name: NameOf(f), Lines: File.ReadLines(f).Count())).Where(f => f.Lines > MostLines).Select(f => $"{f.Name}: {f.Lines}"));

    [Fact]
    public void Nothing_blocks_a_thread() =>
        Assert.Empty(House.Files().SelectMany(f => File.ReadLines(f).SelectMany(line => Faults(NameOf(f), line))));

    [Theory]
    [InlineData("Thread.Sleep(5);")]
    [InlineData("x.GetAwaiter().GetResult();")]
    [InlineData("task.Wait();")]
    [InlineData("private async void Go()")]
    [InlineData("return task.Result;")]
    public void The_scan_finds_what_it_looks_for(string line) => Assert.NotEmpty(Faults("X.cs", line));

    [Theory]
    [InlineData("return view.Results;")]
    [InlineData("private async ValueTask GoAsync()")]
    [InlineData("await semaphore.WaitAsync(cancel);")]
    public void The_scan_leaves_others_alone(string line) => Assert.Empty(Faults("X.cs", line));

    [Fact]
    public void One_type_per_file_named_after_it()
    {
        var wrong = House.Files()
            .Where(f => !Path.GetFileName(f).EndsWith("Messages.cs", StringComparison.Ordinal))
            .Select(f => (Name: NameOf(f), Types: TopLevelType().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value).Distinct().ToList()))
            .Where(f => f.Types.Count > 1 || (f.Types.Count == 1 && f.Types[0] != Path.GetFileName(f.Name).Split('.')[0]))
            .Select(f => $"{f.Name}: {string.Join(", ", f.Types)}");
        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"\bThread\.Sleep\b")]
    private static partial Regex Sleeping();

    [GeneratedRegex(@"\.GetAwaiter\(\)\.GetResult\(\)|\.Wait\(\)")]
    private static partial Regex Waiting();

    [GeneratedRegex(@"\basync\s+void\b")]
    private static partial Regex AsyncVoid();

    [GeneratedRegex(@"\.Result\b(?!\s*[=(])")]
    private static partial Regex Results();

    [GeneratedRegex(@"^(?:public|internal) (?:(?:static|sealed|abstract|partial|readonly|ref|unsafe) )*(?:record struct|record|class|struct|interface|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();
}
