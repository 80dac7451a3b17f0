namespace Cpc.Invoicing.Model;

/// <summary>
/// An offer that binds its seller until a day. EN 16931 has no quotes: the terms are those of the invoice that the
/// quote would become (<see cref="AsInvoice"/>), with what is a quote's own. In UBL it is a Quotation.
/// </summary>
public sealed record QuoteDocument : BusinessDocument
{
    /// <summary>What <see cref="AsInvoice"/> says that it keeps: the core rules, and no others.</summary>
    private const string CoreSpecification = "urn:cen.eu:en16931:2017";

    private const string InvoiceType = "380";

    public override DocumentKind Kind => DocumentKind.Quote;

    /// <summary>The seller's unique number.</summary>
    public required string Number { get; init; }

    public required DateOnly IssueDate { get; init; }

    /// <summary>The last day on which the quote can be accepted, that day included.</summary>
    public required DateOnly ValidUntil { get; init; }

    /// <summary>ISO 4217; all amounts are in it.</summary>
    public required string CurrencyCode { get; init; }

    /// <summary>The quote that this one revises or counters.</summary>
    public BasedOnQuote? BasedOn { get; init; }

    /// <summary>The buyer's request for quotation.</summary>
    public string? RequestReference { get; init; }

    public string? ContractReference { get; init; }

    /// <summary>The terms of the offer in words: delivery, payment, warranty.</summary>
    public string? Terms { get; init; }

    public ValueList<InvoiceNote> Notes { get; init; }

    public string? BusinessProcessType { get; init; }

    public string? SpecificationIdentifier { get; init; }

    public required Seller Seller { get; init; }

    public required Buyer Buyer { get; init; }

    public DeliveryInformation? Delivery { get; init; }

    public ValueList<DocumentAllowanceOrCharge> Allowances { get; init; }

    public ValueList<DocumentAllowanceOrCharge> Charges { get; init; }

    /// <summary>In <see cref="CurrencyCode"/> only.</summary>
    public required DocumentTotals Totals { get; init; }

    public ValueList<VatBreakdown> VatBreakdowns { get; init; }

    public ValueList<SupportingDocument> SupportingDocuments { get; init; }

    public ValueList<QuoteLine> Lines { get; init; }

    /// <summary>The invoice that the quote would become if it were accepted whole: what the rules are asked about.</summary>
    public InvoiceDocument AsInvoice() => new()
    {
        Number = Number,
        IssueDate = IssueDate,
        DueDate = ValidUntil,
        TypeCode = InvoiceType,
        CurrencyCode = CurrencyCode,
        ContractReference = ContractReference,
        PaymentTerms = Terms,
        Notes = Notes,
        BusinessProcessType = BusinessProcessType,
        SpecificationIdentifier = CoreSpecification,
        Seller = Seller,
        Buyer = Buyer,
        Delivery = Delivery,
        Allowances = Allowances,
        Charges = Charges,
        Totals = Totals,
        VatBreakdowns = VatBreakdowns,
        SupportingDocuments = SupportingDocuments,
        Lines = Lines.Select(line => line.AsInvoiceLine()).ToValueList(),
    };
}
