using Cpc.Invoicing.Model;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Ubl;

/// <summary>BG-3, BG-24 and the two references that UBL puts among the additional documents: BT-18 and, in credit notes, BT-11.</summary>
internal sealed record UblReferences(
    string? Project, Identifier? InvoicedObject, ValueList<PrecedingInvoice> PrecedingInvoices, ValueList<SupportingDocument> SupportingDocuments)
{
    /// <summary>UNTDID 1001: invoicing data sheet, the sign of BT-18.</summary>
    public const string InvoicedObjectType = "130";

    /// <summary>UNTDID 1001: validated priced tender, the sign of BT-11 in a credit note.</summary>
    public const string ProjectType = "50";

    public static UblReferences Read(Element root, Values values)
    {
        var project = Values.Text(root.Find("cac:ProjectReference", "cbc:ID"));
        Identifier? invoicedObject = null;
        var documents = new List<SupportingDocument>();
        var attachments = new Attachments(values);
        foreach (var reference in root.Children("cac:AdditionalDocumentReference"))
        {
            var type = Values.Text(reference.Child("cbc:DocumentTypeCode"));
            if (type == InvoicedObjectType)
            {
                invoicedObject = Only(invoicedObject, Values.Identifier(reference.Child("cbc:ID")), "UBL-SR-04", "BT-18", reference, values);
            }
            else if (type == ProjectType && ReferenceEquals(root.Shape, UblShapes.CreditNote))
            {
                project = Only(project, Values.Text(reference.Child("cbc:ID")), "UBL-SR-39", "BT-11", reference, values);
            }
            else
            {
                documents.Add(Supporting(reference, type, values, attachments));
                continue;
            }

            RefuseAttachment(reference, values);
        }

        return new UblReferences(project, invoicedObject, Preceding(root, values), documents.ToValueList());
    }

    private static ValueList<PrecedingInvoice> Preceding(Element root, Values values) =>
        root.Children("cac:BillingReference")
            .Select(reference => reference.Child("cac:InvoiceDocumentReference"))
            .OfType<Element>()
            .Select(reference => new PrecedingInvoice
            {
                Number = Values.Required(reference.Child("cbc:ID")),
                IssueDate = values.Date(reference.Child("cbc:IssueDate")),
            })
            .ToValueList();

    public static SupportingDocument Supporting(Element reference, string? type, Values values, Attachments attachments)
    {
        var id = reference.Child("cbc:ID");
        if (type is not null || id?.Attribute("schemeID") is not null)
        {
            values.Findings.Add("UBL-SR-43", reference, type ?? id?.Attribute("schemeID"),
                "A supporting document (BG-24) has neither a type code nor a scheme: remove DocumentTypeCode and schemeID, or write type 130 for an invoiced object (BT-18).");
        }

        return new SupportingDocument
        {
            Reference = Values.Required(id),
            Description = Values.Text(reference.Child("cbc:DocumentDescription")),
            ExternalLocation = Values.Text(reference.Find("cac:Attachment", "cac:ExternalReference", "cbc:URI")),
            Attachment = attachments.Read(reference.Find("cac:Attachment", "cbc:EmbeddedDocumentBinaryObject")),
        };
    }

    private static T? Only<T>(T? first, T? next, string rule, string field, Element reference, Values values)
        where T : class
    {
        if (first is null || next is null) return first ?? next;
        values.Findings.Add(rule, field, null, $"{field} is given twice: keep one.", reference.Path);
        return first;
    }

    // Types 130 and 50 are bare references; content beside them would be lost.
    private static void RefuseAttachment(Element reference, Values values)
    {
        foreach (var name in (string[])["cac:Attachment", "cbc:DocumentDescription"])
        {
            if (reference.Child(name) is { HasContent: true } extra)
            {
                values.Findings.Add(UblRules.Element, extra, name,
                    $"{name} has no place beside a reference with a type code (BT-18, BT-11): put it into a supporting document (BG-24) of its own.");
            }
        }
    }
}
