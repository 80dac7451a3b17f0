using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Cbor;

/// <summary>The content of an invoice or credit note. Keys are never reused; a new field is a new key and a new version.</summary>
internal static class InvoiceShape
{
    public static InvoiceDocument Of(MapShape shape, InvoiceDocument? d, DocumentKind kind) => new()
    {
        IsCreditNote = kind == DocumentKind.CreditNote,
        Number = shape.Text(1, d?.Number),
        IssueDate = shape.Date(2, d?.IssueDate),
        TypeCode = shape.Text(3, d?.TypeCode),
        CurrencyCode = shape.Text(4, d?.CurrencyCode),
        VatAccountingCurrencyCode = shape.OptionalText(5, d?.VatAccountingCurrencyCode),
        VatPointDate = shape.OptionalDate(6, d?.VatPointDate),
        VatPointDateCode = shape.OptionalText(7, d?.VatPointDateCode),
        DueDate = shape.OptionalDate(8, d?.DueDate),
        BuyerReference = shape.OptionalText(9, d?.BuyerReference),
        ProjectReference = shape.OptionalText(10, d?.ProjectReference),
        ContractReference = shape.OptionalText(11, d?.ContractReference),
        PurchaseOrderReference = shape.OptionalText(12, d?.PurchaseOrderReference),
        SalesOrderReference = shape.OptionalText(13, d?.SalesOrderReference),
        ReceivingAdviceReference = shape.OptionalText(14, d?.ReceivingAdviceReference),
        DespatchAdviceReference = shape.OptionalText(15, d?.DespatchAdviceReference),
        TenderOrLotReference = shape.OptionalText(16, d?.TenderOrLotReference),
        InvoicedObject = shape.OptionalMap(17, d?.InvoicedObject, PartyShapes.Identifier),
        BuyerAccountingReference = shape.OptionalText(18, d?.BuyerAccountingReference),
        PaymentTerms = shape.OptionalText(19, d?.PaymentTerms),
        Notes = shape.List(20, d?.Notes ?? [], Note),
        BusinessProcessType = shape.OptionalText(21, d?.BusinessProcessType),
        SpecificationIdentifier = shape.Text(22, d?.SpecificationIdentifier),
        PrecedingInvoices = shape.List(23, d?.PrecedingInvoices ?? [], Preceding),
        Seller = shape.Map(24, d?.Seller, PartyShapes.Seller),
        Buyer = shape.Map(25, d?.Buyer, PartyShapes.Buyer),
        Payee = shape.OptionalMap(26, d?.Payee, PartyShapes.Payee),
        TaxRepresentative = shape.OptionalMap(27, d?.TaxRepresentative, PartyShapes.TaxRepresentative),
        Delivery = shape.OptionalMap(28, d?.Delivery, PartyShapes.Delivery),
        InvoicingPeriod = shape.OptionalMap(29, d?.InvoicingPeriod, Period),
        Payment = shape.OptionalMap(30, d?.Payment, PaymentShapes.Payment),
        Allowances = shape.List(31, d?.Allowances ?? [], TotalsShapes.AllowanceOrCharge),
        Charges = shape.List(32, d?.Charges ?? [], TotalsShapes.AllowanceOrCharge),
        Totals = shape.Map(33, d?.Totals, TotalsShapes.Totals),
        VatBreakdowns = shape.List(34, d?.VatBreakdowns ?? [], TotalsShapes.VatBreakdown),
        SupportingDocuments = shape.List(35, d?.SupportingDocuments ?? [], Supporting),
        Lines = shape.List(36, d?.Lines ?? [], LineShapes.Line, DocumentLimits.MaxLines),
    };

    public static Period Period(MapShape shape, Period? period) => new()
    {
        Start = shape.OptionalDate(1, period?.Start),
        End = shape.OptionalDate(2, period?.End),
    };

    public static InvoiceNote Note(MapShape shape, InvoiceNote? note) => new()
    {
        SubjectCode = shape.OptionalText(1, note?.SubjectCode),
        Text = shape.Text(2, note?.Text),
    };

    private static PrecedingInvoice Preceding(MapShape shape, PrecedingInvoice? invoice) => new()
    {
        Number = shape.Text(1, invoice?.Number),
        IssueDate = shape.OptionalDate(2, invoice?.IssueDate),
    };

    public static SupportingDocument Supporting(MapShape shape, SupportingDocument? document) => new()
    {
        Reference = shape.Text(1, document?.Reference),
        Description = shape.OptionalText(2, document?.Description),
        ExternalLocation = shape.OptionalText(3, document?.ExternalLocation),
        Attachment = shape.OptionalMap(4, document?.Attachment, Attachment),
    };

    private static AttachedDocument Attachment(MapShape shape, AttachedDocument? attachment) => new()
    {
        MimeCode = shape.Text(1, attachment?.MimeCode),
        FileName = shape.Text(2, attachment?.FileName),
        Content = shape.Bytes(3, attachment?.Content, 1, DocumentLimits.MaxAttachmentsSize),
    };
}
