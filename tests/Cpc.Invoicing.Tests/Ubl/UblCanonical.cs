using System.Globalization;
using System.Xml.Linq;

namespace Cpc.Invoicing.Tests.Ubl;

/// <summary>
/// A UBL file in a form in which two files that say the same are the same text. It ignores what docs/invoicing.md lists
/// under "Writing UBL", and nothing else: the order of differently named elements, white space around texts, elements
/// without content, UBLVersionID, the scale of numbers, the two spellings of a boolean and of VAT, base64's line
/// breaks, how payment means are spread, and where the creditor identifier stands.
/// </summary>
internal static class UblCanonical
{
    private static readonly string[] Numbers = ["Amount", "Quantity", "Percent", "MultiplierFactorNumeric"];

    public static string Form(byte[] xml)
    {
        using var stream = new MemoryStream(xml);
        var root = XElement.Load(stream);
        root.Elements().Where(e => e.Name.LocalName == "UBLVersionID").Remove();
        MergePaymentMeans(root);
        LiftCreditor(root);
        return string.Join('\n', Lines(root, ""));
    }

    private static IEnumerable<string> Lines(XElement element, string indent)
    {
        var children = element.Elements().Where(HasContent).ToList();
        var attributes = element.Attributes()
            .Where(a => !a.IsNamespaceDeclaration && a.Name.LocalName != "schemaLocation" && a.Value.Trim().Length > 0)
            .Select(a => $" {a.Name.LocalName}={a.Value.Trim()}").Order(StringComparer.Ordinal);
        yield return $"{indent}{element.Name.LocalName}{string.Concat(attributes)}{(children.Count == 0 ? ": " + Text(element) : "")}";
        foreach (var line in children.OrderBy(Key, StringComparer.Ordinal).SelectMany(child => Lines(child, indent + "  "))) yield return line;
    }

    // A stable sort: what has one key keeps its order.
    private static string Key(XElement element) => element.Name.LocalName + "/" + element.Name.LocalName switch
    {
        "AllowanceCharge" => Text(Find(element, "ChargeIndicator")),
        "PartyTaxScheme" => Text(Find(element, "ID")) == "VAT" ? "0" : "1",
        "AdditionalDocumentReference" => Find(element, "DocumentTypeCode") is { } type ? type.Value.Trim() : "X",
        "TaxTotal" => Find(element, "TaxSubtotal") is null ? "1" : "0",
        _ => "",
    };

    private static string Text(XElement? element)
    {
        var text = element?.Value.Trim() ?? "";
        var name = element?.Name.LocalName ?? "";
        if (name == "ChargeIndicator") return text is "1" or "true" ? "true" : "false";
        if (name == "EmbeddedDocumentBinaryObject") return Convert.ToBase64String(Convert.FromBase64String(text));
        if (name == "ID" && element!.Parent?.Name.LocalName == "TaxScheme" && text.Equals("vat", StringComparison.OrdinalIgnoreCase)) return "VAT";
        if (name == "Note" && text.Length > 5 && text[0] == '#' && text[4] == '#') return text[..5] + text[5..].TrimStart();
        return Numbers.Any(n => name.EndsWith(n, StringComparison.Ordinal)) ? (decimal.Parse(text, CultureInfo.InvariantCulture) / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture) : text;
    }

    private static void MergePaymentMeans(XElement root)
    {
        var means = root.Elements().Where(e => e.Name.LocalName == "PaymentMeans" && HasContent(e)).ToList();
        if (means.Count == 0) return;
        var merged = new XElement(means[0].Name, means.SelectMany(e => e.Elements()).DistinctBy(e =>
            e.HasElements ? $"{e}{e.ElementsBeforeSelf().Count()}{means.IndexOf(e.Parent!)}" : e.Name.LocalName + e.Value.Trim()));
        means.ForEach(e => e.Remove());
        root.Add(merged);
    }

    private static void LiftCreditor(XElement root)
    {
        foreach (var id in root.Descendants().Where(e => e.Name.LocalName == "PartyIdentification" && e.Elements().Any(i => i.Attribute("schemeID")?.Value == "SEPA")).ToList())
        {
            id.Remove();
            root.Add(id);
        }
    }

    private static XElement? Find(XElement element, string name) => element.Descendants().FirstOrDefault(e => e.Name.LocalName == name);

    private static bool HasContent(XElement element) => element.DescendantNodes().OfType<XText>().Any(t => t.Value.Trim().Length > 0);
}
