using System.Xml.Linq;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Ubl;

/// <summary>Writes what <see cref="UblReferences"/> reads, and the references with an element of their own.</summary>
internal static class UblReferencesWriter
{
    /// <summary>BG-14 or BG-26, with BT-8 in the document's.</summary>
    public static XElement? Period(Period? period, string? vatPointDateCode = null) => UblXml.Group("cac:InvoicePeriod",
        UblXml.Date("cbc:StartDate", period?.Start),
        UblXml.Date("cbc:EndDate", period?.End),
        UblXml.Leaf("cbc:DescriptionCode", vatPointDateCode));

    public static IEnumerable<object?> References(InvoiceDocument d)
    {
        var originator = UblXml.Reference("cac:OriginatorDocumentReference", d.TenderOrLotReference);
        var contract = UblXml.Reference("cac:ContractDocumentReference", d.ContractReference);
        var additional = Additional(d);
        return
        [
            Order(d),
            .. d.PrecedingInvoices.Select(invoice => UblXml.Group("cac:BillingReference", UblXml.Group("cac:InvoiceDocumentReference",
                UblXml.Leaf("cbc:ID", invoice.Number),
                UblXml.Date("cbc:IssueDate", invoice.IssueDate)))),
            UblXml.Reference("cac:DespatchDocumentReference", d.DespatchAdviceReference),
            UblXml.Reference("cac:ReceiptDocumentReference", d.ReceivingAdviceReference),
            // UBL's credit note has the originator last.
            .. d.IsCreditNote
                ? (object?[])[contract, additional, originator]
                : [originator, contract, additional, UblXml.Reference("cac:ProjectReference", d.ProjectReference)],
        ];
    }

    // UBL demands the ID; without a purchase order it is "NA" (Peppol BIS Billing 3.0).
    private static XElement? Order(InvoiceDocument d) => UblXml.Group("cac:OrderReference",
        UblXml.Leaf("cbc:ID", d.PurchaseOrderReference ?? (d.SalesOrderReference is null ? null : Values.NotAvailable)),
        UblXml.Leaf("cbc:SalesOrderID", d.SalesOrderReference));

    private static List<XElement?> Additional(InvoiceDocument d) =>
    [
        d.InvoicedObject is { } invoiced ? Typed("cac:AdditionalDocumentReference", invoiced, UblReferences.InvoicedObjectType) : null,
        d is { IsCreditNote: true, ProjectReference: { } project } ? Typed("cac:AdditionalDocumentReference", new Identifier(project), UblReferences.ProjectType) : null,
        .. d.SupportingDocuments.Select(Supporting),
    ];

    public static XElement? Supporting(SupportingDocument document) => UblXml.Group("cac:AdditionalDocumentReference",
        UblXml.Leaf("cbc:ID", document.Reference),
        UblXml.Leaf("cbc:DocumentDescription", document.Description),
        Attachment(document));

    /// <summary>A reference whose type code says what it is.</summary>
    public static XElement? Typed(string name, Identifier id, string type) =>
        UblXml.Group(name, UblXml.Id("cbc:ID", id), UblXml.Leaf("cbc:DocumentTypeCode", type));

    private static XElement? Attachment(SupportingDocument document) => UblXml.Group("cac:Attachment",
        UblXml.Leaf("cbc:EmbeddedDocumentBinaryObject", document.Attachment is { } attached ? Convert.ToBase64String(attached.Content.Span) : null,
            ("mimeCode", document.Attachment?.MimeCode), ("filename", document.Attachment?.FileName)),
        UblXml.Group("cac:ExternalReference", UblXml.Leaf("cbc:URI", document.ExternalLocation)));
}
