using Cpc.Demo;

namespace Cpc.Node.Cli.Rendering;

/// <summary>The demo's results for people.</summary>
internal static class DemoTables
{
    public static void Write(Page page, DemoReport report)
    {
        page.Line();
        page.Line($"Transport {report.Transport}, handshake Noise {report.Handshake}, suite {report.Suite}");
        page.Line();
        page.Table(
            [new("DOCUMENT"), new("BYTES", IsNumber: true), new("BLAKE3"), new("VERIFIED"), new("RECEIPT"), new("STATUS"), new("MS", IsNumber: true)],
            [.. report.Exchanges.Select(e => (IReadOnlyList<string>)
                [e.Document, $"{e.Bytes}", e.Blake3?[..16] ?? "-", Held(e.Verified), Held(e.ReceiptVerified), e.Status, $"{e.Milliseconds:F0}"])]);
        foreach (var (exchange, finding) in report.Exchanges.SelectMany(e => e.Findings.Select(f => (e, f))))
            page.Line($"  {exchange.Document}: {finding}");
        page.Line();
        page.Table(
            [new("ATTEMPT"), new("REFUSED WITH"), new("HELD")],
            [.. report.Refusals.Select(r => (IReadOnlyList<string>)[r.Attempt, r.RefusedWith ?? "nothing", Held(r.RefusedWith is not null)])]);
        page.Line();
        page.Line(report.Ok ? "Every check held." : "NOT every check held.");
    }

    private static string Held(bool held) => held ? "yes" : "NO";
}
