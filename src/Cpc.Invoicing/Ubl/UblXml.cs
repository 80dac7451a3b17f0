using System.Globalization;
using System.Xml.Linq;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Ubl;

/// <summary>
/// Makes the elements of a UBL file. What has no content is left out: an empty element says nothing and breaks
/// PEPPOL-EN16931-R008. Names bear the customary prefixes, as in <see cref="UblAllowList"/>.
/// </summary>
internal static class UblXml
{
    public static XNamespace Aggregates { get; } = UblDialect.Namespace + "CommonAggregateComponents-2";

    public static XNamespace Basics { get; } = UblDialect.Namespace + "CommonBasicComponents-2";

    /// <summary>An aggregate of what there is of its content, or null where there is none.</summary>
    /// <param name="content">Elements, sequences of elements and nulls.</param>
    public static XElement? Group(string name, params object?[] content)
    {
        var element = new XElement(Name(name), content);
        return element.HasElements ? element : null;
    }

    /// <summary>An element with text, or null where there is none.</summary>
    public static XElement? Leaf(string name, string? text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var element = new XElement(Name(name), text);
        foreach (var attribute in attributes)
        {
            if (!string.IsNullOrEmpty(attribute.Value)) element.SetAttributeValue(attribute.Name, attribute.Value);
        }

        return element;
    }

    public static XElement? Id(string name, Identifier? id) => Leaf(name, id?.Value, ("schemeID", id?.SchemeId));

    public static XElement? Date(string name, DateOnly? date) => Leaf(name, date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>An amount with as many decimals as it needs, but two at least.</summary>
    public static XElement? Amount(string name, decimal? amount, string currency) =>
        Leaf(name, amount?.ToString("0.00########", CultureInfo.InvariantCulture), ("currencyID", currency));

    /// <summary>A number with as many decimals as it needs.</summary>
    public static XElement? Number(string name, decimal? number, string? unitCode = null) =>
        Leaf(name, number?.ToString("0.##########", CultureInfo.InvariantCulture), ("unitCode", unitCode));

    public static XElement? Indicator(string name, bool value) => Leaf(name, value ? "true" : "false");

    /// <summary>A group with only an ID: how UBL writes most references.</summary>
    public static XElement? Reference(string name, string? id) => Group(name, Leaf("cbc:ID", id));

    public static XElement? VatScheme() => Reference("cac:TaxScheme", "VAT");

    private static XName Name(string name) => (name.StartsWith("cac:", StringComparison.Ordinal) ? Aggregates : Basics) + name[4..];
}
