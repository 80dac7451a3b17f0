using System.Text;
using System.Xml.Linq;
using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Ubl;

namespace Cpc.Invoicing.Tests.Ubl;

/// <summary>
/// CEN's unit tests of its artefacts: fragments of documents, each with a rule that it keeps or breaks. A fragment lacks
/// nearly everything, so only the rule it is about is looked at.
/// </summary>
public class CenTestSetTests
{
    private static readonly XNamespace Basic = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

    private static readonly HashSet<string> Ours = [.. RuleBook.All.Select(rule => rule.Id), .. UblReader.PresenceRuleIds];

    [SkippableFact]
    public void No_rule_is_reported_where_CEN_says_that_it_holds()
    {
        var kept = Cases().Where(test => test.Holds).ToList();
        Assert.InRange(kept.Count, 300, 900);
        Assert.All(kept, test => Assert.DoesNotContain(test.Rule, test.Found));
    }

    [SkippableFact]
    public void Nearly_every_rule_is_reported_where_CEN_says_that_it_is_broken()
    {
        var broken = Cases().Where(test => !test.Holds).ToList();
        Assert.InRange(broken.Count, 200, 400);
        // Of the others, the group that the rule is about is missing or stands twice, which is reported instead.
        Assert.InRange(broken.Count(test => !test.Found.Contains(test.Rule)), 0, 20);
        Assert.All(broken, test => Assert.NotEmpty(test.Found));
    }

    private static IEnumerable<(string Rule, bool Holds, HashSet<string> Found)> Cases()
    {
        foreach (var file in SharedSamples.Load("testset"))
        {
            using var stream = new MemoryStream(file.Read());
            foreach (var test in XElement.Load(stream).Elements().Where(e => e.Name.LocalName == "test"))
            {
                var found = Found(test.Elements().First(e => e.Name.LocalName is "Invoice" or "CreditNote"));
                foreach (var expected in test.Descendants().Where(e => e.Name.LocalName is "error" or "success"))
                {
                    if (Ours.Contains(expected.Value.Trim())) yield return (expected.Value.Trim(), expected.Name.LocalName == "success", found);
                }
            }
        }
    }

    private static HashSet<string> Found(XElement fragment)
    {
        var document = UblReader.Parse(Encoding.UTF8.GetBytes(fragment.ToString()), out var findings);
        if (document is not null) return [.. findings.Concat(RuleBook.Check(document)).Select(finding => finding.RuleId)];
        // Without a date there is no document; the rules are asked with one.
        var dated = new XElement(fragment);
        dated.AddFirst(new XElement(Basic + "IssueDate", "2026-01-01"));
        document = UblReader.Parse(Encoding.UTF8.GetBytes(dated.ToString()), out var others);
        return [.. findings.Concat(others).Concat(document is null ? [] : RuleBook.Check(document)).Select(finding => finding.RuleId)];
    }
}
