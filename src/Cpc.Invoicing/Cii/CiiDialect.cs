using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Cii;

/// <summary>Cross Industry Invoice, UN/CEFACT D16B.</summary>
internal static class CiiDialect
{
    public const string Namespace = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";

    private const string Root = "CrossIndustryInvoice";

    public static XmlDialect Invoices { get; } = new()
    {
        Rules = new XmlRules("CPC-CII"),
        Description = "a CrossIndustryInvoice (D16B)",
        Roots = new Dictionary<(string, string), Shape> { [(Root, Namespace)] = ShapeNotation.Parse(Root, CiiAllowList.Text) },
        Prefixes = new Dictionary<string, string>
        {
            [Namespace] = "rsm:",
            ["urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"] = "ram:",
            ["urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"] = "udt:",
            ["urn:un:unece:uncefact:data:standard:QualifiedDataType:100"] = "qdt:",
        },
    };
}
