using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>The tax of a VAT breakdown. CEN allows a slack of one currency unit (BR-CO-17), which lets a wrong VAT pass; this does not.</summary>
internal static class VatTax
{
    /// <summary>BT-116 × BT-119 / 100, unrounded.</summary>
    public static decimal Exact(VatBreakdown breakdown) => breakdown.TaxableAmount * (breakdown.Rate ?? 0) / 100;

    public static bool Agrees(VatBreakdown breakdown) => Rounding.Agrees(breakdown.TaxAmount, Exact(breakdown));
}
