using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;

namespace Cpc.Invoicing.Corrections;

/// <summary>Prepayment invoices (type 386) and the final invoice that takes them off.</summary>
public static class Prepayments
{
    /// <summary>The final invoice takes off less than the prepayment invoices that it names.</summary>
    public const string Deducted = "CPC-PREPAID-SUM";

    /// <summary>A prepayment invoice that the final invoice names has another currency or seller, or is none.</summary>
    public const string Mismatch = "CPC-PREPAID-MATCH";

    private const string Prepayment = "386";

    /// <summary>
    /// Checks a final invoice against the prepayment invoices that were issued to the same buyer before it. Those that it
    /// names (BG-3) are to be taken off by BT-113, with whatever else was paid: else the buyer pays twice.
    /// </summary>
    /// <returns>Warnings for the bookkeeper; empty where it names none.</returns>
    public static ValueList<Finding> Check(InvoiceDocument final, ValueList<InvoiceDocument> earlier)
    {
        var named = earlier.Where(document => document.TypeCode == Prepayment && !document.IsCreditNote && Names(final, document)).ToList();
        var findings = new List<Finding>();
        foreach (var document in named.Where(document => document.CurrencyCode != final.CurrencyCode || document.Seller.VatIdentifier != final.Seller.VatIdentifier))
        {
            findings.Add(new Finding(Mismatch, "BT-25", document.Number, "A prepayment invoice that is taken off has the seller and the currency of the final invoice. Correct the reference.", Severity.Warning));
        }

        if (named.Count == 0 || findings.Count > 0) return findings.ToValueList();
        var sum = named.Sum(document => document.Totals.WithVat);
        if ((final.Totals.Paid ?? 0) < sum)
        {
            findings.Add(new Finding(Deducted, "BT-113", Show.Amount(final.Totals.Paid),
                $"The paid amount (BT-113) holds the prepayment invoices that are named (BG-3). They come to {Show.Amount(sum)}.", Severity.Warning));
        }

        return findings.ToValueList();
    }

    private static bool Names(InvoiceDocument final, InvoiceDocument document) =>
        final.PrecedingInvoices.Any(reference => reference.Number == document.Number && (reference.IssueDate ?? document.IssueDate) == document.IssueDate);
}
