using Cpc.Invoicing.Model;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Cii;

/// <summary>BG-20 to BG-23, BT-7 and BT-8: what CII has in the header's settlement.</summary>
internal static class CiiSettlement
{
    /// <summary>BT-8: CII takes UNTDID 2475, the standard UNTDID 2005.</summary>
    private static readonly (string Cii, string Standard)[] VatPointCodes = [("5", "3"), ("29", "35"), ("72", "432")];

    public static ValueList<DocumentAllowanceOrCharge> AllowancesOrCharges(Element? settlement, Values values, bool charges)
    {
        var list = new List<DocumentAllowanceOrCharge>();
        foreach (var element in CiiDocument.Children(settlement, "ram:SpecifiedTradeAllowanceCharge"))
        {
            // Read twice, once for each list; a bad indicator is reported once.
            var indicator = CiiValues.Indicator(element);
            if (charges ? !Values.SaysCharge(indicator) : values.IsCharge(indicator)) continue;
            var tax = element.Child("ram:CategoryTradeTax");
            list.Add(new DocumentAllowanceOrCharge
            {
                Amount = values.Amount(element.Child("ram:ActualAmount")) ?? 0,
                BaseAmount = values.Amount(element.Child("ram:BasisAmount")),
                Percentage = values.Number(element.Child("ram:CalculationPercent")),
                VatCategory = values.Category(tax?.Child("ram:CategoryCode"), tax?.Child("ram:TypeCode")),
                VatRate = values.Number(tax?.Child("ram:RateApplicablePercent")),
                Reason = Values.Text(element.Child("ram:Reason")),
                ReasonCode = Values.Text(element.Child("ram:ReasonCode")),
            });
        }

        return list.ToValueList();
    }

    public static ValueList<VatBreakdown> VatBreakdowns(Element? settlement, Values values) =>
        CiiDocument.Children(settlement, "ram:ApplicableTradeTax").Select(tax => new VatBreakdown
        {
            TaxableAmount = values.Amount(tax.Child("ram:BasisAmount")) ?? 0,
            TaxAmount = values.Amount(tax.Child("ram:CalculatedAmount")) ?? 0,
            Category = values.Category(tax.Child("ram:CategoryCode"), tax.Child("ram:TypeCode")),
            Rate = values.Number(tax.Child("ram:RateApplicablePercent")),
            ExemptionReason = Values.Text(tax.Child("ram:ExemptionReason")),
            ExemptionReasonCode = Values.Text(tax.Child("ram:ExemptionReasonCode")),
        }).ToValueList();

    public static DocumentTotals Totals(Element? settlement, Values values)
    {
        var totals = settlement?.Child("ram:SpecifiedTradeSettlementHeaderMonetarySummation");
        var (vat, vatInAccountingCurrency) = VatTotals(totals, values);
        return new DocumentTotals
        {
            SumOfLines = values.Amount(totals?.Child("ram:LineTotalAmount")) ?? 0,
            SumOfAllowances = values.Amount(totals?.Child("ram:AllowanceTotalAmount")),
            SumOfCharges = values.Amount(totals?.Child("ram:ChargeTotalAmount")),
            WithoutVat = values.Amount(totals?.Child("ram:TaxBasisTotalAmount")) ?? 0,
            Vat = vat,
            VatInAccountingCurrency = vatInAccountingCurrency,
            WithVat = values.Amount(totals?.Child("ram:GrandTotalAmount")) ?? 0,
            Paid = values.Amount(totals?.Child("ram:TotalPrepaidAmount")),
            Rounding = values.Amount(totals?.Child("ram:RoundingAmount")),
            DueForPayment = values.Amount(totals?.Child("ram:DuePayableAmount")) ?? 0,
        };
    }

    /// <summary>BT-7 and BT-8, which CII repeats in each breakdown.</summary>
    public static (DateOnly? Date, string? Code) VatPoint(Element? settlement, Values values)
    {
        DateOnly? date = null;
        string? code = null;
        foreach (var tax in CiiDocument.Children(settlement, "ram:ApplicableTradeTax"))
        {
            var pointDate = CiiValues.Date(tax.Child("ram:TaxPointDate"), values);
            var pointCode = tax.Child("ram:DueDateTypeCode");
            if (pointDate is not null && date is not null && pointDate != date)
                values.Refuse(tax.Find("ram:TaxPointDate", "udt:DateString")!, "The VAT point date (BT-7) differs among the breakdowns: write the same everywhere.");
            date ??= pointDate;
            if (pointCode is not { HasContent: true }) continue;
            var standard = VatPointCodes.FirstOrDefault(pair => pair.Cii == pointCode.Text).Standard;
            if (standard is null) values.Findings.Add("BR-CL-06", pointCode, pointCode.Text, "The VAT point date code is 5, 29 or 72 in CII. Use one of them or remove it.");
            else if (code is not null && code != standard) values.Refuse(pointCode, "The VAT point date code (BT-8) differs among the breakdowns: write the same everywhere.");
            code ??= standard;
        }

        return (date, code);
    }

    // One total in the invoice currency (BT-110), one in the accounting currency (BT-111), told apart by their currency.
    private static (decimal? Vat, decimal? InAccountingCurrency) VatTotals(Element? totals, Values values)
    {
        Element? main = null;
        Element? accounting = null;
        foreach (var total in CiiDocument.Children(totals, "ram:TaxTotalAmount"))
        {
            var currency = total.Attribute("currencyID");
            var isAccounting = values.VatCurrency is not null && currency == values.VatCurrency && currency != values.Currency;
            if ((isAccounting ? accounting : main) is not null)
            {
                values.Findings.Add("BR-CO-15", isAccounting ? "BT-111" : "BT-110", currency,
                    "There are two VAT totals in one currency: keep one in the invoice currency (BT-5), and one in the accounting currency (BT-6) if it differs.", total.Path);
            }
            else if (isAccounting) accounting = total;
            else main = total;
        }

        return (values.Amount(main), values.Amount(accounting, values.VatCurrency ?? ""));
    }
}
