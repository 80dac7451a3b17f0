using System.Diagnostics;

namespace Cpc.Benchmarks;

/// <summary>Times one benchmark: as many operations to a sample as fill its time, so that the clock's grain is no matter.</summary>
internal sealed class Measurement(Benchmark benchmark)
{
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(5);

    // Long enough for the just-in-time compiler's last tier: after 200 ms a session's set-up still took a tenth longer.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    private readonly List<double> _nanoseconds = [];
    private int _operations = 1;

    public Benchmark Benchmark => benchmark;

    /// <summary>Runs until the just-in-time compiler is through, and settles the operations to a sample.</summary>
    public void Prepare()
    {
        var start = Stopwatch.GetTimestamp();
        do
        {
            var elapsed = Run(_operations);
            if (elapsed < Sample / 2) _operations *= 2;
        }
        while (Stopwatch.GetElapsedTime(start) < WarmUp);
    }

    public void TakeSample() => _nanoseconds.Add(Run(_operations).TotalNanoseconds / _operations);

    /// <summary>`name value unit`, then the spread from the minimum to the 90th percentile, then the throughput.</summary>
    public override string ToString()
    {
        _nanoseconds.Sort();
        var median = _nanoseconds[_nanoseconds.Count / 2];
        var (divisor, unit) = median < 1e7 ? (1e3, "µs") : (1e6, "ms");
        var p90 = _nanoseconds[Math.Min(_nanoseconds.Count * 9 / 10, _nanoseconds.Count - 1)];
        var line = $"{benchmark.Name,-44} {median / divisor,10:0.000} {unit}  ({_nanoseconds[0] / divisor:0.000}..{p90 / divisor:0.000})";
        return benchmark.Bytes == 0 ? line : $"{line}  {benchmark.Bytes * 1e3 / median:0} MB/s";
    }

    private TimeSpan Run(int operations)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < operations; i++) benchmark.Operation();
        return Stopwatch.GetElapsedTime(start);
    }
}
