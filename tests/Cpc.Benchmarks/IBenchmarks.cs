namespace Cpc.Benchmarks;

/// <summary>The benchmarks of one area. Every class of this project that implements it, with a constructor without
/// parameters, is found: a new area is a new file.</summary>
public interface IBenchmarks
{
    /// <summary>Cheap to list; what an operation needs is made on its first, unmeasured call.</summary>
    IEnumerable<Benchmark> List();
}
