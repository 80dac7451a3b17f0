using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules.Peppol;

namespace Cpc.Invoicing.Rules;

/// <summary>BR-27, BR-28 and the calculation of a line, which CEN does not check (Peppol does, R120).</summary>
internal static class LineRules
{
    /// <summary>In currency units: prices are often shown rounded. Peppol has the same.</summary>
    private const decimal Slack = 0.02m;

    /// <summary>Above it a division by the smallest base quantity would leave the range of decimal.</summary>
    private const decimal MaxProduct = 1e17m;

    public static IEnumerable<Rule> All { get; } =
    [
        new("BR-27", "BT-146", "The item net price is not negative.", d => Prices(d, line => line.Price.NetPrice)),
        new("BR-28", "BT-148", "The item gross price is not negative.", d => Prices(d, line => line.Price.GrossPrice)),
        new("CPC-LINE-NET", "BT-131", "The line net amount is quantity × net price / base quantity − allowances + charges.",
            // Of a document of Peppol BIS it is R120, and no mere warning.
            d => PeppolBis.IsNamedBy(d.SpecificationIdentifier) ? [] : Calculation(d, Slack), Severity.Warning),
    ];

    /// <summary>The lines whose net amount differs by more than the slack from what is calculated.</summary>
    public static IEnumerable<Fault> Calculation(InvoiceDocument document, decimal slack)
    {
        for (var i = 0; i < document.Lines.Count; i++)
        {
            var line = document.Lines[i];
            var product = line.Quantity * line.Price.NetPrice;
            // A base quantity of zero is 1 for Peppol, which reports it apart (R121).
            var baseQuantity = line.Price.BaseQuantity is { } given && given != 0 ? given : 1;
            if (Math.Abs(product) > MaxProduct) continue;
            var expected = (product / baseQuantity)
                - line.Allowances.Sum(allowance => allowance.Amount)
                + line.Charges.Sum(charge => charge.Amount);
            if (Math.Abs(expected - line.NetAmount) <= slack) continue;
            yield return new Fault(Show.Amount(line.NetAmount), $"Calculated: {Show.Amount(Rounding.ToCents(expected))}.", Show.Place("BG-25", i));
        }
    }

    private static IEnumerable<Fault> Prices(InvoiceDocument document, Func<InvoiceLine, decimal?> price)
    {
        for (var i = 0; i < document.Lines.Count; i++)
        {
            if (price(document.Lines[i]) is < 0 and { } negative)
            {
                yield return new Fault(Show.Amount(negative), "Make the quantity (BT-129) negative instead.", Show.Place("BG-25", i));
            }
        }
    }
}
