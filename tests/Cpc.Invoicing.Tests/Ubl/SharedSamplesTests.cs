using System.Text;
using Cpc.Invoicing.Cbor;
using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Ubl;

namespace Cpc.Invoicing.Tests.Ubl;

/// <summary>Agreement with the verdicts of CEN's artefacts over the shared corpus.</summary>
public class SharedSamplesTests
{
    [SkippableFact]
    public void Most_valid_documents_are_accepted_and_each_refusal_says_field_value_and_remedy()
    {
        var valid = SharedSamples.Load("full").Where(sample => sample.IsValid).ToList();
        var accepted = 0;
        foreach (var sample in valid)
        {
            var result = UblReader.Read(sample.Read());
            if (result is UblResult.Accepted) accepted++;
            foreach (var finding in (result as UblResult.Refused)?.Findings ?? [])
            {
                // A valid document may hold what has no place in the model; it breaks no rule.
                Assert.Contains(finding.RuleId, (string[])[UblRules.Element, UblRules.Value]);
                Assert.NotEmpty(finding.Field);
                Assert.False(string.IsNullOrEmpty(finding.Value));
                Assert.Contains(": ", finding.Message, StringComparison.Ordinal);
            }
        }

        Assert.Equal(54, valid.Count);
        Assert.InRange(accepted, 51, 54);
    }

    [SkippableFact]
    public void The_invalid_whole_documents_are_refused() =>
        Assert.All(SharedSamples.Load("full").Where(sample => !sample.IsValid), sample => Assert.IsType<UblResult.Refused>(UblReader.Read(sample.Read())));

    [SkippableFact]
    public void Every_mutant_is_refused_and_most_for_a_rule_that_CEN_reports()
    {
        var mutants = SharedSamples.Load("mutant");
        var agreeing = 0;
        foreach (var mutant in mutants)
        {
            var findings = Assert.IsType<UblResult.Refused>(UblReader.Read(mutant.Read())).Findings;
            if (findings.Any(finding => mutant.BrokenRules.Contains(finding.RuleId))) agreeing++;
        }

        Assert.Equal(258, mutants.Count);
        // The other eleven hold an element or value that is refused before the rules are asked.
        Assert.Equal(247, agreeing);
    }

    [SkippableFact]
    public void Accepted_documents_survive_the_codec_unchanged()
    {
        foreach (var sample in SharedSamples.Load("full"))
        {
            if (UblReader.Read(sample.Read()) is not UblResult.Accepted accepted) continue;
            var envelope = Envelopes.Of(accepted.Document);
            Assert.Null(DocumentCodec.Decode(DocumentCodec.Encode(envelope), out var decoded));
            Assert.Equal(envelope, decoded);
            Assert.DoesNotContain(RuleBook.Check(accepted.Document), finding => finding.Severity == Severity.Error);
        }
    }

    [SkippableFact]
    public void The_table_in_the_documentation_is_what_happens()
    {
        var table = new StringBuilder();
        foreach (var sample in SharedSamples.Load("full").Where(sample => sample.IsValid).OrderBy(sample => sample.Path, StringComparer.Ordinal))
        {
            var findings = (UblReader.Read(sample.Read()) as UblResult.Refused)?.Findings;
            var reasons = findings?.Select(finding => $"{finding.RuleId} {finding.Field}: {finding.Value}").Distinct() ?? [];
            table.Append($"| {sample.Path} | {(findings is null ? "accepted" : "refused")} | {string.Join("; ", reasons)} |\n");
        }

        var documentation = File.ReadAllText(Repository.Path("docs", "invoicing.md"));
        Assert.True(documentation.Contains(table.ToString(), StringComparison.Ordinal), "docs/invoicing.md should hold:\n" + table);
    }
}
