using System.Text;

namespace Cpc.Benchmarks;

/// <summary>
/// A whole exchange between two nodes in this process over loopback TLS: UBL in, signed receipt durable on both sides. Beside
/// it its parts without actors; a session's set-up is <see cref="SessionBenchmarks"/>'.
/// </summary>
internal sealed class ExchangeBenchmarks : IBenchmarks
{
    private const int Together = 256;

    private static readonly string Invoice = File.ReadAllText(Path.Combine("samples", "invoice.xml"));

    private int _number;

    public IEnumerable<Benchmark> List()
    {
        var nodes = new Lazy<ExchangeNode[]>(Start);
        yield return new("exchange/one", () => Run(OneAsync(nodes.Value[0])));
        yield return new($"exchange/{Together}-together", () => Run(ManyAsync(nodes.Value[0])));
        var parts = new Lazy<ExchangeParts>();
        yield return new("exchange/parts/document", () => parts.Value.Document(Invoice));
        yield return new($"exchange/parts/{ExchangeParts.Commits}-commits", () => parts.Value.Commit());
    }

    private static void Run(Task task) => task.GetAwaiter().GetResult();

    private static ExchangeNode[] Start()
    {
        var (a, b) = (new ExchangeNode("a"), new ExchangeNode("b"));
        Run(a.KnowsAsync(b));
        Run(b.KnowsAsync(a));
        return [a, b];
    }

    private async Task OneAsync(ExchangeNode from)
    {
        await from.SendAsync(Next());
        await from.DeliveredAsync();
    }

    private async Task ManyAsync(ExchangeNode from)
    {
        await Task.WhenAll(Enumerable.Range(0, Together).Select(_ => from.SendAsync(Next())));
        await from.DeliveredAsync();
    }

    // Another number: the same one twice is no second invoice.
    private byte[] Next() => Encoding.UTF8.GetBytes(Invoice.Replace("<cbc:ID>MB-2026-0042</cbc:ID>", $"<cbc:ID>B-{Interlocked.Increment(ref _number)}</cbc:ID>", StringComparison.Ordinal));
}
