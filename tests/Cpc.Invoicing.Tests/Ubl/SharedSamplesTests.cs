using System.Text;
using Cpc.Invoicing.Cbor;
using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Ubl;
using Cpc.Invoicing.Xml;

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
            if (result is ReadResult.Accepted) accepted++;
            foreach (var finding in Errors(result))
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
        Assert.All(SharedSamples.Load("full").Where(sample => !sample.IsValid), sample => Assert.IsType<ReadResult.Refused>(UblReader.Read(sample.Read())));

    [SkippableFact]
    public void Every_mutant_is_refused_for_a_rule_that_CEN_reports()
    {
        var mutants = SharedSamples.Load("mutant");
        Assert.Equal(258, mutants.Count);
        Assert.All(mutants, mutant => Assert.NotEmpty(mutant.BrokenRules.Intersect(Errors(UblReader.Read(mutant.Read())).Select(finding => finding.RuleId))));
    }

    [SkippableFact]
    public void Where_the_rules_differ_from_CEN_the_documentation_says_how_often()
    {
        var differences = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var same = 0;
        foreach (var mutant in SharedSamples.Load("mutant"))
        {
            var found = Errors(UblReader.Read(mutant.Read())).Select(finding => finding.RuleId).ToHashSet();
            string[] differing = [.. found.Except(mutant.BrokenRules).Select(id => $"| {id} | here |"), .. mutant.BrokenRules.Except(found).Select(id => $"| {id} | CEN |")];
            if (differing.Length == 0) same++;
            foreach (var row in differing) differences[row] = differences.GetValueOrDefault(row) + 1;
        }

        var rows = File.ReadLines(Repository.Path("docs", "invoicing.md")).Where(line => line.Contains("| here |", StringComparison.Ordinal) || line.Contains("| CEN |", StringComparison.Ordinal));
        Assert.Equal(differences.Select(row => $"{row.Key} {row.Value} |"), rows.Select(row => string.Join('|', row.Split('|')[..4]) + "|"));
        Assert.Contains($"{same} of the 258 mutants", File.ReadAllText(Repository.Path("docs", "invoicing.md")), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Accepted_documents_survive_the_codec_unchanged()
    {
        foreach (var sample in SharedSamples.Load("full"))
        {
            if (UblReader.Read(sample.Read()) is not ReadResult.Accepted accepted) continue;
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
            var result = UblReader.Read(sample.Read());
            var reasons = Errors(result).Select(finding => $"{finding.RuleId} {finding.Field}: {finding.Value}").Distinct();
            table.Append($"| {sample.Path} | {(result is ReadResult.Accepted ? "accepted" : "refused")} | {string.Join("; ", reasons)} |\n");
        }

        var documentation = File.ReadAllText(Repository.Path("docs", "invoicing.md"));
        Assert.True(documentation.Contains(table.ToString(), StringComparison.Ordinal), "docs/invoicing.md should hold:\n" + table);
    }

    private static IEnumerable<Finding> Errors(ReadResult result) =>
        ((result as ReadResult.Refused)?.Findings ?? []).Where(finding => finding.Severity == Severity.Error);
}
