namespace Cpc.Benchmarks;

/// <summary>One thing to time.</summary>
/// <param name="Name">area/what/size/how: filters match on a part of it.</param>
/// <param name="Operation">Done once; the harness repeats it.</param>
/// <param name="Bytes">Bytes it works through, for a throughput; 0 for none.</param>
public sealed record Benchmark(string Name, Action Operation, long Bytes = 0);
