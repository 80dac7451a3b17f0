using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Cpc.Benchmarks;

const string Help = """
    Usage: dotnet run -c Release --project tests/Cpc.Benchmarks -- [options]

      --filter TEXT    only benchmarks whose name contains TEXT; may be repeated
      --rounds N       samples of each benchmark, taken in turn (default 41)
      --list           names only
      --documents N,M  instead: one node's journal at so many documents (docs/benchmarks/lists.md); takes minutes
      --documents-in F instead: the same, once, in the folder that a killed run of --documents left
      --help           this text

    Prints `name value unit (minimum..90th percentile) throughput`; the value is the median.
    The benchmarks take turns, one sample each, so that what else the machine does meets all alike.
    To measure narrower machines: DOTNET_EnableAVX512=0 (AVX2), DOTNET_EnableAVX2=0 (128 bits).
    """;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var filters = new List<string>();
var rounds = 41;
var list = false;
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--filter" when i + 1 < args.Length: filters.Add(args[++i]); break;
        case "--rounds" when i + 1 < args.Length && int.TryParse(args[i + 1], out rounds) && rounds > 0: i++; break;
        case "--list": list = true; break;
        case "--documents" when i + 1 < args.Length:
            await DocumentsRun.RunAsync([.. args[++i].Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))]);
            return 0;
        case "--documents-in" when i + 1 < args.Length:
            await DocumentsRun.ResumeAsync(args[++i]);
            return 0;
        case "--help": Console.WriteLine(Help); return 0;
        default: Console.Error.WriteLine($"Not understood: {args[i]}\n\n{Help}"); return 2;
    }
}

var measurements = typeof(IBenchmarks).Assembly.GetTypes()
    .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IBenchmarks)))
    .OrderBy(t => t.Name, StringComparer.Ordinal)
    .SelectMany(t => ((IBenchmarks)Activator.CreateInstance(t)!).List())
    .Where(b => filters.Count == 0 || filters.Exists(f => b.Name.Contains(f, StringComparison.OrdinalIgnoreCase)))
    .Select(b => new Measurement(b))
    .ToList();

if (list)
{
    measurements.ForEach(m => Console.WriteLine(m.Benchmark.Name));
    return 0;
}

#if DEBUG
Console.WriteLine("# Debug build: these figures mean nothing");
#endif
Console.WriteLine($"# {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, "
    + $"{Environment.ProcessorCount} processors, AVX2 {Avx2.IsSupported}, AVX-512 {Avx512F.IsSupported}, "
    + $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {rounds} rounds");
measurements.ForEach(m => m.Prepare());
for (var round = 0; round < rounds; round++) measurements.ForEach(m => m.TakeSample());
measurements.ForEach(m => Console.WriteLine(m));
return 0;
