using System.Globalization;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules.Peppol;
using Cpc.Invoicing.Ubl;

namespace Cpc.Invoicing.Xml;

/// <summary>Reads the values of fields; what can't be read becomes a finding with field, value and remedy.</summary>
/// <param name="currency">BT-5, or empty where it is missing (which is a finding of its own).</param>
/// <param name="vatCurrency">BT-6, or null.</param>
/// <param name="specification">BT-24: a file that names Peppol BIS Billing is to be judged by it.</param>
internal sealed class Values(XmlRules rules, FindingList findings, string currency, string? vatCurrency, string? specification)
{
    /// <summary>What stands where UBL's schema demands an element and there is nothing to say (Peppol BIS Billing 3.0).</summary>
    public const string NotAvailable = "NA";

    public string Currency => currency;

    public string? VatCurrency => vatCurrency;

    public XmlRules Rules => rules;

    public FindingList Findings => findings;

    /// <summary>Whether the file says that it keeps Peppol BIS Billing, and so is to be judged by it.</summary>
    public bool IsPeppol { get; } = PeppolBis.IsNamedBy(specification);

    public static string? Text(Element? element) => element is { Text.Length: > 0 } ? element.Text : null;

    /// <summary>A text that UBL demands and the standard does not: "NA" is none.</summary>
    public static string? TextUnlessNotAvailable(Element? element) => Text(element) is { } text && text != NotAvailable ? text : null;

    /// <summary>A required text; its absence is already a finding, so the value then does not matter.</summary>
    public static string Required(Element? element) => element?.Text ?? "";

    public static Identifier? Identifier(Element? element) =>
        Text(element) is { } value ? new Identifier(value, element!.Attribute("schemeID")) : null;

    public DateOnly? Date(Element? element) => Date(element, "yyyy-MM-dd", "year-month-day without a time zone, such as 2026-03-31");

    /// <summary>A date of another form.</summary>
    /// <param name="words">The form in words, for the message.</param>
    public DateOnly? Date(Element? element, string format, string words)
    {
        if (Text(element) is not { } text) return null;
        if (DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Refuse(element!, $"{element!.Shape.Field} is not a date: write it as {words}.");
        return null;
    }

    /// <summary>An amount in the invoice currency.</summary>
    public decimal? Amount(Element? element) => Amount(element, Currency);

    /// <summary>An amount whose currencyID must be <paramref name="currency"/>.</summary>
    public decimal? Amount(Element? element, string currency)
    {
        if (element?.Attribute("currencyID") is { } id && id != currency)
        {
            findings.Add(IsPeppol ? UblRules.PeppolCurrency : rules.Currency, element, id,
                $"{element.Shape.Field} is in {id}, the document in {currency}: convert the amount or correct its currencyID.");
        }

        return Number(element);
    }

    public decimal? Number(Element? element)
    {
        if (Text(element) is not { } text) return null;
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        // Longer text could be rounded by the parser without a word.
        if (text.Length <= 28 && decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var value) && DocumentLimits.Holds(value)) return value;
        Refuse(element!, $"{element!.Shape.Field} is not a number of at most {DocumentLimits.MaxIntegerDigits} digits before and "
            + $"{DocumentLimits.MaxFractionDigits} after the point: write it as 1234.56, without separators or exponent.");
        return null;
    }

    /// <summary>A charge indicator: true or 1 is a charge, false or 0 an allowance (xs:boolean has all four).</summary>
    public bool IsCharge(Element? indicator)
    {
        if (Text(indicator) is not { } text) return false;
        if (IsPeppol && text is "0" or "1") findings.Add(UblRules.PeppolIndicator, indicator!, text, "The charge indicator is a digit: Peppol wants true for a charge, false for an allowance.");
        if (text is not ("false" or "0" or "true" or "1")) Refuse(indicator!, "The charge indicator is neither true nor false: write true for a charge, false for an allowance.");
        return SaysCharge(indicator);
    }

    /// <summary>The same without a finding, for a second reading.</summary>
    public static bool SaysCharge(Element? indicator) => indicator?.Text is "true" or "1";

    /// <summary>A VAT category; its scheme (of the same group) must be VAT.</summary>
    public VatCategory Category(Element? id, Element? scheme)
    {
        if (scheme is not null && !IsVat(scheme))
        {
            Refuse(scheme, $"The tax scheme of {scheme.Shape.Field} is not VAT: EN 16931 breaks down VAT only; write VAT.");
        }

        if (id is not { Text.Length: > 0 }) return default;
        if (VatCategoryCode.TryParse(id.Text, out var value)) return value;
        findings.Add(id.Shape.Field == "BT-151" ? "BR-CL-18" : "BR-CL-17", id, id.Text,
            $"{id.Shape.Field} is no VAT category of EN 16931: use one of {VatCategoryCode.All}.");
        return default;
    }

    /// <summary>Whether a tax scheme says VAT; CEN's rules compare in upper case.</summary>
    public static bool IsVat(Element? scheme) => IsVat(scheme?.Text);

    public static bool IsVat(string? scheme) => string.Equals(scheme?.Trim(), "VAT", StringComparison.OrdinalIgnoreCase);

    public void Refuse(Element element, string message) => findings.Add(rules.Value, element, element.Text, message);
}
