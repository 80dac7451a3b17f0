using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Ubl;

/// <summary>UBL 2.1 invoices, credit notes and quotations.</summary>
internal static class UblDialect
{
    public const string Namespace = "urn:oasis:names:specification:ubl:schema:xsd:";

    public const string QuotationNamespace = Namespace + "Quotation-2";

    public static XmlDialect Invoices { get; } = new()
    {
        Rules = new XmlRules("CPC-UBL"),
        Description = "a UBL 2.1 Invoice or CreditNote",
        Roots = new Dictionary<(string, string), Shape>
        {
            [("Invoice", Namespace + "Invoice-2")] = UblShapes.Invoice,
            [("CreditNote", Namespace + "CreditNote-2")] = UblShapes.CreditNote,
        },
        Prefixes = Prefixes,
    };

    public static XmlDialect Quotations { get; } = new()
    {
        Rules = new XmlRules("CPC-UBL"),
        Description = "a UBL 2.1 Quotation",
        Roots = new Dictionary<(string, string), Shape> { [("Quotation", QuotationNamespace)] = UblShapes.Quotation },
        Prefixes = Prefixes,
    };

    private static Dictionary<string, string> Prefixes => new()
    {
        [Namespace + "CommonAggregateComponents-2"] = "cac:",
        [Namespace + "CommonBasicComponents-2"] = "cbc:",
        [Namespace + "CommonExtensionComponents-2"] = "ext:",
    };
}
