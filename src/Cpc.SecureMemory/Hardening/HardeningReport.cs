namespace Cpc.SecureMemory;

/// <summary>What a process is protected by and what is missing.</summary>
/// <param name="Findings">One for each measure.</param>
public sealed record HardeningReport(IReadOnlyList<HardeningFinding> Findings)
{
    /// <summary>True when nothing is missing.</summary>
    public bool IsComplete => Findings.All(f => f.Achieved);

    public HardeningFinding this[HardeningMeasure measure] => Findings.Single(f => f.Measure == measure);

    /// <summary>A line for each finding, for people.</summary>
    public override string ToString() => string.Join('\n', Findings.Select(f => f.Achieved ? $"ok: {f.Text}" : $"missing: {f.Text} {f.Remedy}"));
}
