using Cpc.Invoicing.Model;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Ubl;

/// <summary>BG-20 to BG-23: allowances, charges, totals, VAT breakdown.</summary>
internal static class UblTotals
{
    public static ValueList<DocumentAllowanceOrCharge> AllowancesOrCharges(Element root, Values values, bool charges)
    {
        var list = new List<DocumentAllowanceOrCharge>();
        foreach (var element in root.Children("cac:AllowanceCharge"))
        {
            // Read twice, once for each list; a bad indicator is reported once.
            if (charges ? !Values.SaysCharge(element.Child("cbc:ChargeIndicator")) : values.IsCharge(element.Child("cbc:ChargeIndicator"))) continue;
            var category = element.Child("cac:TaxCategory");
            list.Add(new DocumentAllowanceOrCharge
            {
                Amount = values.Amount(element.Child("cbc:Amount")) ?? 0,
                BaseAmount = values.Amount(element.Child("cbc:BaseAmount")),
                Percentage = values.Number(element.Child("cbc:MultiplierFactorNumeric")),
                VatCategory = values.Category(category?.Child("cbc:ID"), category?.Find("cac:TaxScheme", "cbc:ID")),
                VatRate = values.Number(category?.Child("cbc:Percent")),
                Reason = Values.Text(element.Child("cbc:AllowanceChargeReason")),
                ReasonCode = Values.Text(element.Child("cbc:AllowanceChargeReasonCode")),
            });
        }

        return list.ToValueList();
    }

    /// <param name="group">The element of BG-22.</param>
    public static DocumentTotals Read(Element root, string group, Values values, out ValueList<VatBreakdown> breakdowns)
    {
        var (vat, vatInAccountingCurrency) = VatTotals(root, values, out breakdowns);
        var totals = root.Child(group);
        return new DocumentTotals
        {
            SumOfLines = values.Amount(totals?.Child("cbc:LineExtensionAmount")) ?? 0,
            SumOfAllowances = values.Amount(totals?.Child("cbc:AllowanceTotalAmount")),
            SumOfCharges = values.Amount(totals?.Child("cbc:ChargeTotalAmount")),
            WithoutVat = values.Amount(totals?.Child("cbc:TaxExclusiveAmount")) ?? 0,
            Vat = vat,
            VatInAccountingCurrency = vatInAccountingCurrency,
            WithVat = values.Amount(totals?.Child("cbc:TaxInclusiveAmount")) ?? 0,
            Paid = values.Amount(totals?.Child("cbc:PrepaidAmount")),
            Rounding = values.Amount(totals?.Child("cbc:PayableRoundingAmount")),
            DueForPayment = values.Amount(totals?.Child("cbc:PayableAmount")) ?? 0,
        };
    }

    // One TaxTotal in the invoice currency (BT-110, with the breakdown), one in the accounting currency (BT-111, without).
    private static (decimal? Vat, decimal? InAccountingCurrency) VatTotals(
        Element root, Values values, out ValueList<VatBreakdown> breakdowns)
    {
        Element? main = null;
        Element? accounting = null;
        foreach (var total in root.Children("cac:TaxTotal"))
        {
            var currency = total.Child("cbc:TaxAmount")?.Attribute("currencyID");
            var isAccounting = values.VatCurrency is not null && currency == values.VatCurrency && currency != values.Currency;
            if ((isAccounting ? accounting : main) is not null)
            {
                values.Findings.Add("BR-CO-15", isAccounting ? "BT-111" : "BT-110", currency,
                    "There are two VAT totals in one currency: keep one in the invoice currency (BT-5), and one in the accounting currency (BT-6) if it differs.", total.Path);
            }
            else if (isAccounting) accounting = total;
            else main = total;
        }

        breakdowns = (main?.Children("cac:TaxSubtotal") ?? []).Select(subtotal => Breakdown(subtotal, values)).ToValueList();
        if (accounting?.Child("cac:TaxSubtotal") is { } surplus)
        {
            values.Findings.Add(UblRules.Element, surplus, "cac:TaxSubtotal",
                "The VAT total in accounting currency (BT-111) has no breakdown in EN 16931: remove its TaxSubtotal.");
        }

        return (values.Amount(main?.Child("cbc:TaxAmount")), values.Amount(accounting?.Child("cbc:TaxAmount"), values.VatCurrency ?? ""));
    }

    private static VatBreakdown Breakdown(Element subtotal, Values values)
    {
        var category = subtotal.Child("cac:TaxCategory");
        return new VatBreakdown
        {
            TaxableAmount = values.Amount(subtotal.Child("cbc:TaxableAmount")) ?? 0,
            TaxAmount = values.Amount(subtotal.Child("cbc:TaxAmount")) ?? 0,
            Category = values.Category(category?.Child("cbc:ID"), category?.Find("cac:TaxScheme", "cbc:ID")),
            Rate = values.Number(category?.Child("cbc:Percent")),
            ExemptionReason = Values.Text(category?.Child("cbc:TaxExemptionReason")),
            ExemptionReasonCode = Values.Text(category?.Child("cbc:TaxExemptionReasonCode")),
        };
    }
}
