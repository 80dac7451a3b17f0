using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>
/// The tax of a VAT breakdown. CEN allows a slack of just under one currency unit (BR-CO-17), which lets a wrong VAT
/// pass. Here it is one cent for each line, allowance and charge of the category and rate, which is what calculating
/// the tax line by line can cost, and never more than CEN's.
/// </summary>
internal static class VatTax
{
    private const decimal SlackPerItem = 0.01m;
    private const decimal MaxSlack = 0.99m;

    /// <summary>BT-116 × BT-119 / 100, unrounded.</summary>
    public static decimal Exact(VatBreakdown breakdown) => breakdown.TaxableAmount * (breakdown.Rate ?? 0) / 100;

    /// <summary>To the cent.</summary>
    public static bool IsExact(VatBreakdown breakdown) => Rounding.Agrees(breakdown.TaxAmount, Exact(breakdown));

    /// <summary>Within the slack.</summary>
    public static bool Agrees(VatBreakdown breakdown, VatSums sums)
    {
        var slack = Math.Min(MaxSlack, SlackPerItem * Math.Max(1, sums.CountAt(breakdown.Category, breakdown.Rate)));
        return IsExact(breakdown) || Math.Abs(breakdown.TaxAmount - Rounding.ToCents(Exact(breakdown))) <= slack;
    }
}
