using Cpc.Invoicing.Model;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Cii;

/// <summary>BG-24, BT-17 and BT-18, which CII puts among the additional documents and tells apart by a type code.</summary>
internal sealed record CiiReferences(string? TenderOrLot, Identifier? InvoicedObject, ValueList<SupportingDocument> SupportingDocuments)
{
    /// <summary>UNTDID 1001: invoicing data sheet, the sign of BT-18 and BT-128.</summary>
    public const string InvoicedObjectType = "130";

    /// <summary>UNTDID 1001: validated priced tender, the sign of BT-17.</summary>
    private const string TenderType = "50";

    /// <summary>UNTDID 1001: related document, the sign of BG-24.</summary>
    private const string SupportingType = "916";

    public static CiiReferences Read(Element? agreement, Values values)
    {
        Identifier? invoiced = null;
        string? tender = null;
        var documents = new List<SupportingDocument>();
        var attachments = new Attachments(values);
        foreach (var reference in CiiDocument.Children(agreement, "ram:AdditionalReferencedDocument"))
        {
            var type = reference.Child("ram:TypeCode");
            switch (type?.Text)
            {
                case InvoicedObjectType:
                    if (invoiced is not null) values.Refuse(reference, "The invoiced object (BT-18) is given twice: keep one.");
                    invoiced = new Identifier(Values.Required(reference.Child("ram:IssuerAssignedID")), Values.Text(reference.Child("ram:ReferenceTypeCode")));
                    Bare(reference, values);
                    break;
                case TenderType:
                    if (tender is not null) values.Refuse(reference, "The tender or lot (BT-17) is given twice: keep one.");
                    tender = Values.Text(reference.Child("ram:IssuerAssignedID"));
                    Bare(reference, values);
                    break;
                default:
                    if (type is { HasContent: true } && type.Text != SupportingType)
                        values.Refuse(type, $"A document reference is a supporting document ({SupportingType}), an invoiced object ({InvoicedObjectType}) or a tender ({TenderType}) in EN 16931: correct the code.");
                    documents.Add(Supporting(reference, values, attachments));
                    break;
            }
        }

        return new CiiReferences(tender, invoiced, documents.ToValueList());
    }

    private static SupportingDocument Supporting(Element reference, Values values, Attachments attachments)
    {
        if (reference.Child("ram:ReferenceTypeCode") is { HasContent: true } scheme)
            values.Refuse(scheme, "A supporting document (BG-24) has no scheme: remove ReferenceTypeCode, or write type 130 for an invoiced object (BT-18).");
        return new SupportingDocument
        {
            Reference = Values.Required(reference.Child("ram:IssuerAssignedID")),
            Description = Values.Text(reference.Child("ram:Name")),
            ExternalLocation = Values.Text(reference.Child("ram:URIID")),
            Attachment = attachments.Read(reference.Child("ram:AttachmentBinaryObject")),
        };
    }

    // An invoiced object and a tender are bare references; content beside them would be lost.
    private static void Bare(Element reference, Values values)
    {
        foreach (var name in (string[])["ram:URIID", "ram:Name", "ram:AttachmentBinaryObject"])
        {
            if (reference.Child(name) is { HasContent: true } extra)
            {
                values.Findings.Add(values.Rules.Element, extra, name,
                    $"{name} has no place beside a reference of this type (BT-17, BT-18): put it into a supporting document (BG-24) of its own.");
            }
        }
    }
}
