using Xunit.Abstractions;

namespace Cpc.Cryptography.Tests;

/// <summary>Counts the cases of one vector file; every disagreement is kept, so that one run shows them all.</summary>
internal sealed class VectorTally(string file)
{
    private readonly List<string> _disagreements = [];
    private readonly SortedDictionary<string, int> _notRun = new(StringComparer.Ordinal);
    private int _accepted;
    private int _refused;

    /// <summary>Records one case: what the vector expects, what was seen, and whether the values agreed.</summary>
    /// <param name="name">Names the case in a failure.</param>
    public void Record(string name, bool expectAccepted, bool accepted, bool valuesAgree = true)
    {
        if (accepted) _accepted++;
        else _refused++;
        if (expectAccepted != accepted) _disagreements.Add($"{name}: {(accepted ? "accepted" : "refused")}");
        else if (!valuesAgree) _disagreements.Add($"{name}: {(accepted ? "another value" : "a value in spite of the refusal")}");
    }

    /// <summary>Records a disagreement besides the verdict.</summary>
    public void Disagree(string what) => _disagreements.Add(what);

    /// <summary>Records a case that is not for us, with the reason.</summary>
    public void NotRun(string reason) => _notRun[reason] = _notRun.GetValueOrDefault(reason) + 1;

    /// <summary>Writes the counts; fails when nothing was run or anything disagreed.</summary>
    public void Finish(ITestOutputHelper output)
    {
        output.WriteLine($"{file}: {_accepted + _refused} run, {_accepted} accepted, {_refused} refused");
        foreach (var (reason, count) in _notRun) output.WriteLine($"  {count} not run: {reason}");
        Assert.True(_accepted + _refused > 0, $"{file} has no cases.");
        Assert.True(_disagreements.Count == 0,
            $"{_disagreements.Count} disagreements in {file}:\n{string.Join('\n', _disagreements.Take(30))}");
    }
}
