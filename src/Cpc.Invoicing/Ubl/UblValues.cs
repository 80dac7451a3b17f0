using System.Globalization;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules.Peppol;

namespace Cpc.Invoicing.Ubl;

/// <summary>Reads the values of fields; what can't be read becomes a finding with field, value and remedy.</summary>
internal sealed class UblValues(UblElement root, FindingList findings)
{
    /// <summary>What stands where UBL's schema demands an element and there is nothing to say (Peppol BIS Billing 3.0).</summary>
    public const string NotAvailable = "NA";

    /// <summary>BT-5, or empty where it is missing (which is a finding of its own).</summary>
    public string Currency { get; } = root.Child("cbc:DocumentCurrencyCode")?.Text ?? "";

    /// <summary>BT-6, or null.</summary>
    public string? VatCurrency { get; } = root.Child("cbc:TaxCurrencyCode")?.Text is { Length: > 0 } code ? code : null;

    public FindingList Findings => findings;

    /// <summary>Whether the file says that it keeps Peppol BIS Billing, and so is to be judged by it.</summary>
    public bool IsPeppol { get; } = PeppolBis.IsNamedBy(root.Child("cbc:CustomizationID")?.Text);

    public static string? Text(UblElement? element) => element is { Text.Length: > 0 } ? element.Text : null;

    /// <summary>A text that UBL demands and the standard does not: "NA" is none.</summary>
    public static string? TextUnlessNotAvailable(UblElement? element) => Text(element) is { } text && text != NotAvailable ? text : null;

    /// <summary>A required text; its absence is already a finding, so the value then does not matter.</summary>
    public static string Required(UblElement? element) => element?.Text ?? "";

    public static Identifier? Identifier(UblElement? element) =>
        Text(element) is { } value ? new Identifier(value, element!.Attribute("schemeID")) : null;

    public DateOnly? Date(UblElement? element)
    {
        if (Text(element) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Refuse(element!, $"{element!.Shape.Field} is not a date: write it as year-month-day without a time zone, such as 2026-03-31.");
        return null;
    }

    /// <summary>An amount in the invoice currency.</summary>
    public decimal? Amount(UblElement? element) => Amount(element, Currency);

    /// <summary>An amount whose currencyID must be <paramref name="currency"/>.</summary>
    public decimal? Amount(UblElement? element, string currency)
    {
        if (element?.Attribute("currencyID") is { } id && id != currency)
        {
            findings.Add(IsPeppol ? UblRules.PeppolCurrency : UblRules.Currency, element, id,
                $"{element.Shape.Field} is in {id}, the document in {currency}: convert the amount or correct its currencyID.");
        }

        return Number(element);
    }

    public decimal? Number(UblElement? element)
    {
        if (Text(element) is not { } text) return null;
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        // Longer text could be rounded by the parser without a word.
        if (text.Length <= 28 && decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var value) && DocumentLimits.Holds(value)) return value;
        Refuse(element!, $"{element!.Shape.Field} is not a number of at most {DocumentLimits.MaxIntegerDigits} digits before and "
            + $"{DocumentLimits.MaxFractionDigits} after the point: write it as 1234.56, without separators or exponent.");
        return null;
    }

    /// <summary>ChargeIndicator: true or 1 is a charge, false or 0 an allowance (xs:boolean has all four).</summary>
    public bool IsCharge(UblElement allowanceCharge)
    {
        var element = allowanceCharge.Child("cbc:ChargeIndicator");
        if (Text(element) is not { } text) return false;
        if (IsPeppol && text is "0" or "1") findings.Add(UblRules.PeppolIndicator, element!, text, "ChargeIndicator is a digit: Peppol wants true for a charge, false for an allowance.");
        if (text is "true" or "1") return true;
        if (text is not ("false" or "0")) Refuse(element!, "ChargeIndicator is neither true nor false: write true for a charge, false for an allowance.");
        return false;
    }

    /// <summary>A VAT category with its tax scheme, which must be VAT.</summary>
    public VatCategory Category(UblElement? category)
    {
        if (category is null) return default;
        if (category.Find("cac:TaxScheme", "cbc:ID") is { } scheme && !IsVat(scheme))
        {
            Refuse(scheme, $"The tax scheme of {scheme.Shape.Field} is not VAT: EN 16931 breaks down VAT only; write VAT.");
        }

        if (category.Child("cbc:ID") is not { Text.Length: > 0 } id) return default;
        if (VatCategoryCode.TryParse(id.Text, out var value)) return value;
        findings.Add(id.Shape.Field == "BT-151" ? "BR-CL-18" : "BR-CL-17", id, id.Text,
            $"{id.Shape.Field} is no VAT category of EN 16931: use one of {VatCategoryCode.All}.");
        return default;
    }

    /// <summary>Whether a TaxScheme/ID says VAT; CEN's rules compare in upper case.</summary>
    public static bool IsVat(UblElement? schemeId) => IsVat(schemeId?.Text);

    public static bool IsVat(string? schemeId) => string.Equals(schemeId?.Trim(), "VAT", StringComparison.OrdinalIgnoreCase);

    public void Refuse(UblElement element, string message) => findings.Add(UblRules.Value, element, element.Text, message);
}
