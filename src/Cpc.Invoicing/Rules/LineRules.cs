using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>BR-27, BR-28 and the calculation of a line, which CEN does not check (Peppol does, R120).</summary>
internal static class LineRules
{
    /// <summary>Peppol's slack in R120, in currency units: prices are often shown rounded.</summary>
    private const decimal Slack = 0.02m;

    /// <summary>Above it a division by the smallest base quantity would leave the range of decimal.</summary>
    private const decimal MaxProduct = 1e17m;

    public static IEnumerable<Rule> All { get; } =
    [
        new("BR-27", "BT-146", "The item net price is not negative.", d => Prices(d, line => line.Price.NetPrice)),
        new("BR-28", "BT-148", "The item gross price is not negative.", d => Prices(d, line => line.Price.GrossPrice)),
        new("PEPPOL-EN16931-R120", "BT-131", "The line net amount is quantity × net price / base quantity − allowances + charges.", Calculation, Severity.Warning),
    ];

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

    private static IEnumerable<Fault> Calculation(InvoiceDocument document)
    {
        for (var i = 0; i < document.Lines.Count; i++)
        {
            var line = document.Lines[i];
            var product = line.Quantity * line.Price.NetPrice;
            var baseQuantity = line.Price.BaseQuantity ?? 1;
            if (baseQuantity == 0)
            {
                yield return new Fault("0", "Give a base quantity (BT-149) above zero or none.", Show.Place("BG-25", i));
                continue;
            }

            if (Math.Abs(product) > MaxProduct) continue;
            var expected = (product / baseQuantity)
                - line.Allowances.Sum(allowance => allowance.Amount)
                + line.Charges.Sum(charge => charge.Amount);
            if (Math.Abs(Rounding.ToCents(expected) - line.NetAmount) <= Slack) continue;
            yield return new Fault(Show.Amount(line.NetAmount), $"Calculated: {Show.Amount(Rounding.ToCents(expected))}.", Show.Place("BG-25", i));
        }
    }
}
