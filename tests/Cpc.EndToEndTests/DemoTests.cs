using Cpc.Demo;
using Xunit.Abstractions;

namespace Cpc.EndToEndTests;

/// <summary>What <c>cpc demo</c> does, on the sample and on the public documents.</summary>
public class DemoTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_demo_holds_all_its_checks()
    {
        var report = await new DemoRun(Print).RunAsync([]);
        Assert.True(report.Ok);
        var exchange = Assert.Single(report.Exchanges);
        Assert.True(exchange.Held);
        Assert.Equal(8, report.Refusals.Count);
        Assert.All(report.Refusals, r => Assert.NotNull(r.RefusedWith));
    }

    [Fact]
    public async Task A_document_that_breaks_a_rule_makes_the_demo_fail_and_says_why()
    {
        var wrong = System.Text.Encoding.UTF8.GetBytes(
            System.Text.Encoding.UTF8.GetString(DemoRun.Sample.Ubl).Replace("PayableAmount currencyID=\"EUR\">", "PayableAmount currencyID=\"EUR\">1", StringComparison.Ordinal));
        var report = await new DemoRun(Print).RunAsync([("wrong.xml", wrong)]);
        Assert.False(report.Ok);
        var exchange = Assert.Single(report.Exchanges);
        Assert.Equal("refused", exchange.Status);
        Assert.Contains(exchange.Findings, f => f.Contains("BT-115", StringComparison.Ordinal));
        // The refusals of attacks still hold.
        Assert.All(report.Refusals, r => Assert.NotNull(r.RefusedWith));
    }

    [SkippableFact]
    public async Task Of_the_54_valid_public_documents_at_least_35_arrive_verified_and_the_others_say_why_not()
    {
        var folder = Environment.GetEnvironmentVariable("CPC_SAMPLES") ?? Path.Combine(Repository.Root, "..", "shared", "samples");
        var manifest = Path.Combine(folder, "MANIFEST.tsv");
        Skip.IfNot(File.Exists(manifest), $"The public sample documents are not there (CPC_SAMPLES or {folder}).");
        var documents = File.ReadLines(manifest).Select(l => l.Split('\t'))
            .Where(f => f[1] == "full" && f[6] == "VALID")
            .Select(f => (f[0], File.ReadAllBytes(Path.Combine(folder, f[0]))))
            .ToList();
        Assert.Equal(54, documents.Count);

        var report = await new DemoRun(Print).RunAsync(documents);
        var held = report.Exchanges.Count(e => e.Held);
        output.WriteLine($"{held} of {documents.Count} verified end to end");
        Assert.InRange(held, 35, 54);
        Assert.All(report.Exchanges.Where(e => !e.Held), e =>
        {
            Assert.Equal("refused", e.Status);
            Assert.NotEmpty(e.Findings);
        });
    }

    private void Print(DemoStep step) => output.WriteLine($"{step.At.TotalMilliseconds,8:F0} ms  {step.Who,-8} {step.What}");
}
