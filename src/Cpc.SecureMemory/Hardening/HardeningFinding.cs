namespace Cpc.SecureMemory;

/// <summary>One measure, looked at.</summary>
/// <param name="Text">What is so, in a sentence.</param>
/// <param name="Remedy">What to do; null when it is achieved.</param>
public sealed record HardeningFinding(HardeningMeasure Measure, bool Achieved, string Text, string? Remedy);
