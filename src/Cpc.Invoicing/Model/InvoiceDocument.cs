namespace Cpc.Invoicing.Model;

/// <summary>
/// An invoice or a credit note: the core invoice of EN 16931-1. The names are the business terms (BT) and
/// business groups (BG) of the standard; amounts are <see cref="decimal"/> in the currency <see cref="CurrencyCode"/>.
/// Required terms are non-null here; a document that lacks one can't be built, and the UBL reader says which.
/// </summary>
public sealed record InvoiceDocument : BusinessDocument
{
    /// <summary>True for a credit note (UBL root CreditNote).</summary>
    public bool IsCreditNote { get; init; }

    public override DocumentKind Kind => IsCreditNote ? DocumentKind.CreditNote : DocumentKind.Invoice;

    /// <summary>BT-1 Invoice number: the issuer's unique number.</summary>
    public required string Number { get; init; }

    /// <summary>BT-2 Invoice issue date.</summary>
    public required DateOnly IssueDate { get; init; }

    /// <summary>BT-3 Invoice type code (UNTDID 1001): 380 invoice, 381 credit note, 384 corrected, 386 prepayment, 389 self-billed.</summary>
    public required string TypeCode { get; init; }

    /// <summary>BT-5 Invoice currency code (ISO 4217).</summary>
    public required string CurrencyCode { get; init; }

    /// <summary>BT-6 VAT accounting currency code, where it differs from <see cref="CurrencyCode"/>.</summary>
    public string? VatAccountingCurrencyCode { get; init; }

    /// <summary>BT-7 Value added tax point date; excludes <see cref="VatPointDateCode"/> (BR-CO-03).</summary>
    public DateOnly? VatPointDate { get; init; }

    /// <summary>BT-8 Value added tax point date code (UNTDID 2005: 3, 35, 432).</summary>
    public string? VatPointDateCode { get; init; }

    /// <summary>BT-9 Payment due date.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>BT-10 Buyer reference.</summary>
    public string? BuyerReference { get; init; }

    /// <summary>BT-11 Project reference.</summary>
    public string? ProjectReference { get; init; }

    /// <summary>BT-12 Contract reference.</summary>
    public string? ContractReference { get; init; }

    /// <summary>BT-13 Purchase order reference.</summary>
    public string? PurchaseOrderReference { get; init; }

    /// <summary>BT-14 Sales order reference.</summary>
    public string? SalesOrderReference { get; init; }

    /// <summary>BT-15 Receiving advice reference.</summary>
    public string? ReceivingAdviceReference { get; init; }

    /// <summary>BT-16 Despatch advice reference.</summary>
    public string? DespatchAdviceReference { get; init; }

    /// <summary>BT-17 Tender or lot reference.</summary>
    public string? TenderOrLotReference { get; init; }

    /// <summary>BT-18 Invoiced object identifier; the scheme is a code of UNTDID 1153.</summary>
    public Identifier? InvoicedObject { get; init; }

    /// <summary>BT-19 Buyer accounting reference.</summary>
    public string? BuyerAccountingReference { get; init; }

    /// <summary>BT-20 Payment terms.</summary>
    public string? PaymentTerms { get; init; }

    /// <summary>BG-1 Invoice notes.</summary>
    public ValueList<InvoiceNote> Notes { get; init; }

    /// <summary>BT-23 Business process type.</summary>
    public string? BusinessProcessType { get; init; }

    /// <summary>BT-24 Specification identifier.</summary>
    public required string SpecificationIdentifier { get; init; }

    /// <summary>BG-3 Preceding invoice references.</summary>
    public ValueList<PrecedingInvoice> PrecedingInvoices { get; init; }

    /// <summary>BG-4 Seller.</summary>
    public required Seller Seller { get; init; }

    /// <summary>BG-7 Buyer.</summary>
    public required Buyer Buyer { get; init; }

    /// <summary>BG-10 Payee, where it is not the seller.</summary>
    public Payee? Payee { get; init; }

    /// <summary>BG-11 Seller tax representative party.</summary>
    public TaxRepresentative? TaxRepresentative { get; init; }

    /// <summary>BG-13 Delivery information.</summary>
    public DeliveryInformation? Delivery { get; init; }

    /// <summary>BG-14 Invoicing period.</summary>
    public Period? InvoicingPeriod { get; init; }

    /// <summary>BG-16 Payment instructions.</summary>
    public PaymentInstructions? Payment { get; init; }

    /// <summary>BG-20 Document level allowances.</summary>
    public ValueList<DocumentAllowanceOrCharge> Allowances { get; init; }

    /// <summary>BG-21 Document level charges.</summary>
    public ValueList<DocumentAllowanceOrCharge> Charges { get; init; }

    /// <summary>BG-22 Document totals.</summary>
    public required DocumentTotals Totals { get; init; }

    /// <summary>BG-23 VAT breakdown.</summary>
    public ValueList<VatBreakdown> VatBreakdowns { get; init; }

    /// <summary>BG-24 Additional supporting documents.</summary>
    public ValueList<SupportingDocument> SupportingDocuments { get; init; }

    /// <summary>BG-25 Invoice lines.</summary>
    public ValueList<InvoiceLine> Lines { get; init; }
}
