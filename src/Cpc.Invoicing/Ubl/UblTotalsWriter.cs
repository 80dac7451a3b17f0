using System.Xml.Linq;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Ubl;

/// <summary>Writes what <see cref="UblTotals"/> reads.</summary>
internal static class UblTotalsWriter
{
    public static XElement? AllowanceOrCharge(DocumentAllowanceOrCharge item, bool isCharge, string currency) => UblXml.Group("cac:AllowanceCharge",
        UblXml.Indicator("cbc:ChargeIndicator", isCharge),
        UblXml.Leaf("cbc:AllowanceChargeReasonCode", item.ReasonCode),
        UblXml.Leaf("cbc:AllowanceChargeReason", item.Reason),
        UblXml.Number("cbc:MultiplierFactorNumeric", item.Percentage),
        UblXml.Amount("cbc:Amount", item.Amount, currency),
        UblXml.Amount("cbc:BaseAmount", item.BaseAmount, currency),
        Category("cac:TaxCategory", item.VatCategory, item.VatRate));

    /// <summary>BT-110 with the breakdown, and BT-111.</summary>
    public static IEnumerable<XElement?> VatTotals(InvoiceDocument d)
    {
        // UBL demands the amount beside a breakdown; without BT-110 there is no VAT.
        var vat = d.Totals.Vat ?? (d.VatBreakdowns.Count > 0 ? 0 : null);
        yield return UblXml.Group("cac:TaxTotal",
            UblXml.Amount("cbc:TaxAmount", vat, d.CurrencyCode),
            d.VatBreakdowns.Select(breakdown => Breakdown(breakdown, d.CurrencyCode)));
        yield return UblXml.Group("cac:TaxTotal",
            UblXml.Amount("cbc:TaxAmount", d.Totals.VatInAccountingCurrency, d.VatAccountingCurrencyCode ?? ""));
    }

    /// <param name="name">The element of BG-22.</param>
    public static XElement? Totals(string name, InvoiceDocument d)
    {
        var totals = d.Totals;
        return UblXml.Group(name,
            Amount("cbc:LineExtensionAmount", totals.SumOfLines),
            Amount("cbc:TaxExclusiveAmount", totals.WithoutVat),
            Amount("cbc:TaxInclusiveAmount", totals.WithVat),
            Amount("cbc:AllowanceTotalAmount", totals.SumOfAllowances),
            Amount("cbc:ChargeTotalAmount", totals.SumOfCharges),
            Amount("cbc:PrepaidAmount", totals.Paid),
            Amount("cbc:PayableRoundingAmount", totals.Rounding),
            Amount("cbc:PayableAmount", totals.DueForPayment));

        XElement? Amount(string element, decimal? amount) => UblXml.Amount(element, amount, d.CurrencyCode);
    }

    /// <summary>A VAT category; <paramref name="exemption"/> stands between its rate and its scheme.</summary>
    public static XElement? Category(string name, VatCategory category, decimal? rate, params object?[] exemption) => UblXml.Group(name,
        UblXml.Leaf("cbc:ID", category.Code()),
        UblXml.Number("cbc:Percent", rate),
        exemption,
        UblXml.VatScheme());

    private static XElement? Breakdown(VatBreakdown breakdown, string currency) => UblXml.Group("cac:TaxSubtotal",
        UblXml.Amount("cbc:TaxableAmount", breakdown.TaxableAmount, currency),
        UblXml.Amount("cbc:TaxAmount", breakdown.TaxAmount, currency),
        Category("cac:TaxCategory", breakdown.Category, breakdown.Rate,
            UblXml.Leaf("cbc:TaxExemptionReasonCode", breakdown.ExemptionReasonCode),
            UblXml.Leaf("cbc:TaxExemptionReason", breakdown.ExemptionReason)));
}
