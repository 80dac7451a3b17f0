using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Ubl;

/// <summary>BG-3, BG-24 and the two references that UBL puts among the additional documents: BT-18 and, in credit notes, BT-11.</summary>
internal sealed record UblReferences(
    string? Project, Identifier? InvoicedObject, ValueList<PrecedingInvoice> PrecedingInvoices, ValueList<SupportingDocument> SupportingDocuments)
{
    /// <summary>UNTDID 1001: invoicing data sheet, the sign of BT-18.</summary>
    public const string InvoicedObjectType = "130";

    /// <summary>UNTDID 1001: validated priced tender, the sign of BT-11 in a credit note.</summary>
    public const string ProjectType = "50";

    public static UblReferences Read(UblElement root, UblValues values)
    {
        var project = UblValues.Text(root.Find("cac:ProjectReference", "cbc:ID"));
        Identifier? invoicedObject = null;
        var documents = new List<SupportingDocument>();
        var attachedBytes = 0L;
        foreach (var reference in root.Children("cac:AdditionalDocumentReference"))
        {
            var type = UblValues.Text(reference.Child("cbc:DocumentTypeCode"));
            if (type == InvoicedObjectType)
            {
                invoicedObject = Only(invoicedObject, UblValues.Identifier(reference.Child("cbc:ID")), "UBL-SR-04", "BT-18", reference, values);
            }
            else if (type == ProjectType && ReferenceEquals(root.Shape, UblShapes.CreditNote))
            {
                project = Only(project, UblValues.Text(reference.Child("cbc:ID")), "UBL-SR-39", "BT-11", reference, values);
            }
            else
            {
                documents.Add(Supporting(reference, type, values, ref attachedBytes));
                continue;
            }

            RefuseAttachment(reference, values);
        }

        return new UblReferences(project, invoicedObject, Preceding(root, values), documents.ToValueList());
    }

    private static ValueList<PrecedingInvoice> Preceding(UblElement root, UblValues values) =>
        root.Children("cac:BillingReference")
            .Select(reference => reference.Child("cac:InvoiceDocumentReference"))
            .OfType<UblElement>()
            .Select(reference => new PrecedingInvoice
            {
                Number = UblValues.Required(reference.Child("cbc:ID")),
                IssueDate = values.Date(reference.Child("cbc:IssueDate")),
            })
            .ToValueList();

    private static SupportingDocument Supporting(UblElement reference, string? type, UblValues values, ref long attachedBytes)
    {
        var id = reference.Child("cbc:ID");
        if (type is not null || id?.Attribute("schemeID") is not null)
        {
            values.Findings.Add("UBL-SR-43", reference, type ?? id?.Attribute("schemeID"),
                "A supporting document (BG-24) has neither a type code nor a scheme: remove DocumentTypeCode and schemeID, or write type 130 for an invoiced object (BT-18).");
        }

        return new SupportingDocument
        {
            Reference = UblValues.Required(id),
            Description = UblValues.Text(reference.Child("cbc:DocumentDescription")),
            ExternalLocation = UblValues.Text(reference.Find("cac:Attachment", "cac:ExternalReference", "cbc:URI")),
            Attachment = Attachment(reference.Find("cac:Attachment", "cbc:EmbeddedDocumentBinaryObject"), values, ref attachedBytes),
        };
    }

    private static AttachedDocument? Attachment(UblElement? element, UblValues values, ref long attachedBytes)
    {
        if (element is null) return null;
        var buffer = new byte[element.Text.Length / 4 * 3 + 3];
        if (!Convert.TryFromBase64String(element.Text, buffer, out var length) || length == 0)
        {
            values.Findings.Add(UblRules.Value, element, null, "BT-125 is empty or not base64: attach the document anew.");
            return null;
        }

        attachedBytes += length;
        if (attachedBytes > DocumentLimits.MaxAttachmentsSize)
        {
            values.Findings.Add(UblRules.Limit, element, $"{attachedBytes} bytes",
                $"The attachments (BT-125) are larger than {DocumentLimits.MaxAttachmentsSize} bytes together: shrink or leave out some.");
            return null;
        }

        return new AttachedDocument
        {
            MimeCode = element.Attribute("mimeCode") ?? "",
            FileName = element.Attribute("filename") ?? "",
            Content = new ByteString(buffer.AsSpan(0, length)),
        };
    }

    private static T? Only<T>(T? first, T? next, string rule, string field, UblElement reference, UblValues values)
        where T : class
    {
        if (first is null || next is null) return first ?? next;
        values.Findings.Add(rule, field, null, $"{field} is given twice: keep one.", reference.Path);
        return first;
    }

    // Types 130 and 50 are bare references; content beside them would be lost.
    private static void RefuseAttachment(UblElement reference, UblValues values)
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
