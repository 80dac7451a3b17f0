using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Corrections;

/// <summary>
/// An invoice and what corrects it, oldest first: credit notes, invoices with a negative total, one corrected invoice
/// (384). The credits never exceed the invoice, neither whole nor in one VAT category and rate: what was not invoiced
/// can't be credited.
/// </summary>
public sealed record CorrectionChain : DocumentPart
{
    private const string CorrectedInvoice = "384";

    public required InvoiceDocument Original { get; init; }

    public ValueList<InvoiceDocument> Corrections { get; init; }

    public CorrectionStatus Status
    {
        get
        {
            if (Corrections.Count > 0 && IsReplacement(Corrections[^1])) return CorrectionStatus.Replaced;
            if (Corrections.Count == 0) return CorrectionStatus.Open;
            return Remaining == 0 ? CorrectionStatus.Cancelled : CorrectionStatus.PartlyCredited;
        }
    }

    /// <summary>What of BT-112 is not credited.</summary>
    public decimal Remaining => Original.Totals.WithVat - Corrections.Where(document => !IsReplacement(document)).Sum(Credited);

    public static CorrectionChain Of(InvoiceDocument original) => new() { Original = original };

    /// <summary>Decides about a correction. Both documents have kept the rules.</summary>
    public CorrectionDecision Add(InvoiceDocument correction)
    {
        var known = Corrections.FirstOrDefault(document => document.Number == correction.Number && document.IsCreditNote == correction.IsCreditNote);
        if (known is not null)
        {
            return known == correction
                ? CorrectionDecision.Duplicate.Instance
                : Refuse(CorrectionRefusal.Conflict, "A correction with this number (BT-1) is here already with other content: give the new one its own number.");
        }

        if (Check(correction) is { } refused) return refused;
        return new CorrectionDecision.Accepted(this with { Corrections = Corrections.Add(correction) });
    }

    private static bool IsReplacement(InvoiceDocument document) => !document.IsCreditNote && document.TypeCode == CorrectedInvoice;

    /// <summary>What a document takes off an invoice: a credit note its total, an invoice its total with the other sign.</summary>
    private static decimal Credited(InvoiceDocument document) => document.IsCreditNote ? document.Totals.WithVat : -document.Totals.WithVat;

    private CorrectionDecision.Refused? Check(InvoiceDocument correction)
    {
        var isReplacement = IsReplacement(correction);
        if (!isReplacement && Credited(correction) <= 0)
            return Refuse(CorrectionRefusal.NoCorrection, "A correction is a credit note, a corrected invoice (BT-3 384) or an invoice with a negative total: correct its type or its sign.");
        if (!correction.PrecedingInvoices.Any(reference => reference.Number == Original.Number && (reference.IssueDate ?? Original.IssueDate) == Original.IssueDate))
            return Refuse(CorrectionRefusal.NotReferenced, "The correction does not name the invoice: add its number (BT-25) and date (BT-26).");
        if (!IsSame(correction.Seller.VatIdentifier, Original.Seller.VatIdentifier, correction.Seller.Name, Original.Seller.Name)
            || !IsSame(correction.Buyer.VatIdentifier, Original.Buyer.VatIdentifier, correction.Buyer.Name, Original.Buyer.Name))
            return Refuse(CorrectionRefusal.OtherParties, "Seller and buyer of a correction are those of the invoice: correct the party or the reference (BT-25).");
        if (correction.CurrencyCode != Original.CurrencyCode)
            return Refuse(CorrectionRefusal.OtherCurrency, "A correction is in the invoice's currency (BT-5): convert it.");
        if (Status is CorrectionStatus.Cancelled or CorrectionStatus.Replaced)
            return Refuse(CorrectionRefusal.Closed, "The invoice is cancelled or replaced already: refer to the document that took its place.");
        if (isReplacement)
        {
            return Status == CorrectionStatus.Open
                ? null
                : Refuse(CorrectionRefusal.PartlyCredited, "The invoice is credited in part: credit the rest, then issue a new invoice.");
        }

        return Credited(correction) <= Remaining && Exceeded(correction) is null
            ? null
            : Refuse(CorrectionRefusal.ExceedsInvoice, "The credits would come to more than the invoice, whole or in one VAT category and rate: lower the amounts (BT-112, BT-116).");
    }

    // The category and rate whose taxable amount would be credited beyond what was invoiced, or null.
    private VatBreakdown? Exceeded(InvoiceDocument correction) => correction.VatBreakdowns.FirstOrDefault(breakdown =>
        Taxable(Corrections.Add(correction), breakdown) > Original.VatBreakdowns.Where(other => IsSameRate(other, breakdown)).Sum(other => other.TaxableAmount));

    private static decimal Taxable(IEnumerable<InvoiceDocument> corrections, VatBreakdown breakdown) => corrections
        .SelectMany(document => document.VatBreakdowns.Where(other => IsSameRate(other, breakdown)).Select(other => document.IsCreditNote ? other.TaxableAmount : -other.TaxableAmount))
        .Sum();

    private static bool IsSameRate(VatBreakdown left, VatBreakdown right) => left.Category == right.Category && (left.Rate ?? 0) == (right.Rate ?? 0);

    // By VAT identifier where both have one; names change more easily.
    private static bool IsSame(string? vat, string? otherVat, string name, string otherName) =>
        vat is not null && otherVat is not null ? vat == otherVat : name == otherName;

    private static CorrectionDecision.Refused Refuse(CorrectionRefusal reason, string message) => new(reason, message);
}
