using Cpc.Invoicing.Model;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Ubl;

/// <summary>The root of the tree to the document.</summary>
internal static class UblDocument
{
    /// <returns>Null only where a demanded date is missing; then there is a finding.</returns>
    public static InvoiceDocument? Read(Element root, Values values)
    {
        CheckVersion(root, values);
        var isCreditNote = ReferenceEquals(root.Shape, UblShapes.CreditNote);
        var issueDate = values.Date(root.Child("cbc:IssueDate"));
        var references = UblReferences.Read(root, values);
        var document = new InvoiceDocument
        {
            IsCreditNote = isCreditNote,
            Number = Values.Required(root.Child("cbc:ID")),
            IssueDate = issueDate ?? default,
            TypeCode = Values.Required(root.Child(isCreditNote ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode")),
            CurrencyCode = values.Currency,
            VatAccountingCurrencyCode = values.VatCurrency,
            VatPointDate = values.Date(root.Child("cbc:TaxPointDate")),
            VatPointDateCode = Values.Text(root.Find("cac:InvoicePeriod", "cbc:DescriptionCode")),
            DueDate = isCreditNote ? UblPayment.DueDate(root, values) : values.Date(root.Child("cbc:DueDate")),
            BuyerReference = Values.Text(root.Child("cbc:BuyerReference")),
            ProjectReference = references.Project,
            ContractReference = Values.Text(root.Find("cac:ContractDocumentReference", "cbc:ID")),
            PurchaseOrderReference = PurchaseOrder(root.Child("cac:OrderReference")),
            SalesOrderReference = Values.Text(root.Find("cac:OrderReference", "cbc:SalesOrderID")),
            ReceivingAdviceReference = Values.Text(root.Find("cac:ReceiptDocumentReference", "cbc:ID")),
            DespatchAdviceReference = Values.Text(root.Find("cac:DespatchDocumentReference", "cbc:ID")),
            TenderOrLotReference = Values.Text(root.Find("cac:OriginatorDocumentReference", "cbc:ID")),
            InvoicedObject = references.InvoicedObject,
            BuyerAccountingReference = Values.Text(root.Child("cbc:AccountingCost")),
            PaymentTerms = Values.Text(root.Find("cac:PaymentTerms", "cbc:Note")),
            Notes = root.Children("cbc:Note").Where(note => note.HasContent).Select(note => Note(note.Text)).ToValueList(),
            BusinessProcessType = Values.Text(root.Child("cbc:ProfileID")),
            SpecificationIdentifier = Values.Required(root.Child("cbc:CustomizationID")),
            PrecedingInvoices = references.PrecedingInvoices,
            Seller = UblParties.Seller(root.Find("cac:AccountingSupplierParty", "cac:Party"), values),
            Buyer = UblParties.Buyer(root.Find("cac:AccountingCustomerParty", "cac:Party"), values),
            Payee = UblParties.Payee(root.Child("cac:PayeeParty")),
            TaxRepresentative = UblParties.TaxRepresentative(root.Child("cac:TaxRepresentativeParty"), values),
            Delivery = UblParties.Delivery(root.Child("cac:Delivery"), values),
            InvoicingPeriod = Period(root.Child("cac:InvoicePeriod"), values),
            Payment = UblPayment.Read(root, values),
            Allowances = UblTotals.AllowancesOrCharges(root, values, charges: false),
            Charges = UblTotals.AllowancesOrCharges(root, values, charges: true),
            Totals = UblTotals.Read(root, "cac:LegalMonetaryTotal", values, out var breakdowns),
            VatBreakdowns = breakdowns,
            SupportingDocuments = references.SupportingDocuments,
            Lines = root.Children(isCreditNote ? "cac:CreditNoteLine" : "cac:InvoiceLine").Select(line => UblLine.Read(line, values)).ToValueList(),
        };
        return issueDate is null ? null : document;
    }

    /// <summary>BG-14 or BG-26. A group that stands without a day or BT-8 is an empty period, which BR-CO-19 and 20 refuse.</summary>
    public static Period? Period(Element? element, Values values)
    {
        var start = values.Date(element?.Child("cbc:StartDate"));
        var end = values.Date(element?.Child("cbc:EndDate"));
        return element is null || (start is null && end is null && element.Child("cbc:DescriptionCode") is not null) ? null : new Period { Start = start, End = end };
    }

    /// <summary>BT-21 stands before the text between number signs: "#AAI#text" (CEN/TS 16931-3-2).</summary>
    public static InvoiceNote Note(string text)
    {
        var isCoded = text.Length > 5 && text[0] == '#' && text[4] == '#' && text.AsSpan(1, 3).IndexOfAnyExceptInRange('A', 'Z') < 0;
        return isCoded
            ? new InvoiceNote { SubjectCode = text[1..4], Text = text[5..].TrimStart() }
            : new InvoiceNote { Text = text };
    }

    public static void CheckVersion(Element root, Values values)
    {
        if (root.Child("cbc:UBLVersionID") is not { Text: not ("" or "2.1") } version) return;
        // UBL-CR-002: other versions have other elements; 2.1 is the one EN 16931 binds.
        values.Findings.Add("UBL-CR-002", version, version.Text, "UBLVersionID is not 2.1: write 2.1 or leave it out.");
    }

    // UBL demands the ID; beside a sales order "NA" says that there is no purchase order.
    private static string? PurchaseOrder(Element? order) => order?.Child("cbc:SalesOrderID") is { HasContent: true }
        ? Values.TextUnlessNotAvailable(order.Child("cbc:ID"))
        : Values.Text(order?.Child("cbc:ID"));
}
