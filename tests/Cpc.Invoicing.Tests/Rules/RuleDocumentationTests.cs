using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Ubl;

namespace Cpc.Invoicing.Tests.Rules;

/// <summary>docs/invoicing.md lists the rules that there are.</summary>
public class RuleDocumentationTests
{
    [Fact]
    public void The_documentation_lists_every_rule_about_a_document() => Listed(RuleBook.All.Select(rule => rule.Id));

    [Fact]
    public void The_documentation_lists_every_rule_that_demands_an_element() =>
        Listed(UblReader.PresenceRuleIds.Where(id => !id.StartsWith("CPC-", StringComparison.Ordinal)));

    private static void Listed(IEnumerable<string> ids)
    {
        var list = string.Join(", ", ids) + ".";
        var documentation = File.ReadAllText(Repository.Path("docs", "invoicing.md"));
        Assert.True(documentation.Contains(list, StringComparison.Ordinal), "docs/invoicing.md should hold: " + list);
    }
}
