using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>The sums of BG-22: BR-CO-10 to BR-CO-16. Exact to the cent: all summands have two decimals.</summary>
internal static class TotalsRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        Sum("BR-CO-10", "BT-106", "The sum of lines (BT-106) is the sum of the line net amounts (BT-131).",
            t => t.SumOfLines, d => d.Lines.Sum(line => line.NetAmount)),
        Sum("BR-CO-11", "BT-107", "The sum of allowances (BT-107) is the sum of the document level allowances (BT-92).",
            t => t.SumOfAllowances, d => d.Allowances.Sum(allowance => allowance.Amount)),
        Sum("BR-CO-12", "BT-108", "The sum of charges (BT-108) is the sum of the document level charges (BT-99).",
            t => t.SumOfCharges, d => d.Charges.Sum(charge => charge.Amount)),
        Sum("BR-CO-13", "BT-109", "The total without VAT (BT-109) is BT-106 − BT-107 + BT-108.",
            t => t.WithoutVat, d => d.Totals.SumOfLines - (d.Totals.SumOfAllowances ?? 0) + (d.Totals.SumOfCharges ?? 0)),
        Sum("BR-CO-14", "BT-110", "The VAT total (BT-110) is the sum of the VAT category tax amounts (BT-117).",
            t => t.Vat, d => d.VatBreakdowns.Count == 0 ? null : d.VatBreakdowns.Sum(breakdown => breakdown.TaxAmount)),
        Sum("BR-CO-15", "BT-112", "The total with VAT (BT-112) is BT-109 + BT-110.",
            t => t.WithVat, d => d.Totals.WithoutVat + (d.Totals.Vat ?? 0)),
        Sum("BR-CO-16", "BT-115", "The amount due (BT-115) is BT-112 − BT-113 + BT-114.",
            t => t.DueForPayment, d => d.Totals.WithVat - (d.Totals.Paid ?? 0) + (d.Totals.Rounding ?? 0)),
    ];

    private static Rule Sum(
        string id, string field, string text, Func<DocumentTotals, decimal?> stated, Func<InvoiceDocument, decimal?> expected) =>
        new(id, field, text, d =>
        {
            // Nothing to add up is another rule's matter (BR-CO-18).
            if (expected(d) is not { } sum) return [];
            var value = stated(d.Totals);
            return Rounding.Agrees(value ?? 0, sum) ? [] : [new Fault(Show.Amount(value), $"Calculated: {Show.Amount(Rounding.ToCents(sum))}.")];
        });
}
