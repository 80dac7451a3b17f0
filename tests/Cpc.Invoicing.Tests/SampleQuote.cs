using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Tests;

/// <summary>The quote that the sample invoice could have come from; samples/quote.xml is it in UBL.</summary>
internal static class SampleQuote
{
    public static QuoteDocument Document { get; } = Of(SampleInvoice.Document);

    public static QuoteResponse Response { get; } = new()
    {
        DocumentId = Envelopes.DocumentId,
        DocumentHash = Envelopes.Hash(0x44),
        Answer = QuoteAnswer.Countered,
        Text = "Forty hours, not forty-two.",
    };

    private static QuoteDocument Of(InvoiceDocument d) => new()
    {
        Number = "MB-2026-Q7",
        IssueDate = new DateOnly(2026, 1, 12),
        ValidUntil = new DateOnly(2026, 2, 12),
        CurrencyCode = d.CurrencyCode,
        BasedOn = new BasedOnQuote { DocumentId = Envelopes.DocumentId, Hash = Envelopes.Hash(0x55) },
        RequestReference = "LH-RFQ-3",
        ContractReference = d.ContractReference,
        Terms = "Payable within 30 days of the invoice; delivery in February.",
        Notes = d.Notes,
        SpecificationIdentifier = "urn:cpc:quote:1",
        Seller = d.Seller,
        Buyer = d.Buyer,
        Delivery = d.Delivery,
        Allowances = d.Allowances,
        Charges = d.Charges,
        Totals = d.Totals,
        VatBreakdowns = d.VatBreakdowns,
        SupportingDocuments = d.SupportingDocuments,
        Lines = d.Lines.Select(line => new QuoteLine
        {
            Id = line.Id,
            Note = line.Note,
            Quantity = line.Quantity,
            UnitCode = line.UnitCode,
            NetAmount = line.NetAmount,
            BuyerAccountingReference = line.BuyerAccountingReference,
            Allowances = line.Allowances,
            Charges = line.Charges,
            Price = line.Price,
            VatCategory = line.VatCategory,
            VatRate = line.VatRate,
            Item = line.Item,
        }).ToValueList(),
    };
}
