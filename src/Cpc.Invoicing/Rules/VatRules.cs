using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>Rules about every VAT breakdown, whatever its category: BR-48, BR-CO-17.</summary>
internal static class VatRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        new("BR-48", "BT-119", "A VAT breakdown has a rate, unless it is not subject to VAT (O).", d => d.VatBreakdowns
            .Where(breakdown => breakdown.Rate is null && breakdown.Category != VatCategory.NotSubjectToVat)
            .Select(breakdown => new Fault(breakdown.Category.Code(), "Add the rate, 0 for a category without tax."))),
        new("BR-CO-17", "BT-117", "The VAT category tax amount (BT-117) is BT-116 × BT-119 / 100, rounded to two decimals.", d =>
            Wrong(d, (breakdown, sums) => !VatTax.Agrees(breakdown, sums))),
        new("CPC-VAT-CENT", "BT-117", "The VAT category tax amount (BT-117) is BT-116 × BT-119 / 100 to the cent.", d =>
            Wrong(d, (breakdown, sums) => VatTax.Agrees(breakdown, sums) && !VatTax.IsExact(breakdown)), Severity.Warning),
    ];

    private static IEnumerable<Fault> Wrong(InvoiceDocument document, Func<VatBreakdown, VatSums, bool> isWrong)
    {
        var sums = VatSums.Of(document);
        return document.VatBreakdowns
            .Where(breakdown => isWrong(breakdown, sums))
            .Select(breakdown => new Fault(Show.Amount(breakdown.TaxAmount), $"Calculated: {Show.Amount(Rounding.ToCents(VatTax.Exact(breakdown)))}."));
    }
}
