using System.Text;
using System.Xml;
using System.Xml.Linq;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Ubl;

/// <summary>
/// Writes invoices, credit notes (CEN/TS 16931-3-2) and quotes as UBL 2.1, in the order of UBL's schema. One document has one
/// file: the same bytes, whatever way the document came.
/// </summary>
public static class UblWriter
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
        // A carriage return in a text would be read as a line feed (XML 1.0 §2.11).
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>Writes a document, or says what of it has no place in UBL.</summary>
    /// <exception cref="ArgumentException">A text holds a character that XML can't; neither reader lets one in.</exception>
    public static UblWriteResult Write(InvoiceDocument document)
    {
        var lost = UblFit.Check(document);
        if (lost.Count > 0) return new UblWriteResult.Refused(lost);
        return new UblWriteResult.Written(Serialize(document.IsCreditNote ? "CreditNote" : "Invoice", Content(document)));
    }

    /// <summary>Writes a quote as a UBL Quotation, or says what of it has no place there.</summary>
    /// <exception cref="ArgumentException">A text holds a character that XML can't; no reader lets one in.</exception>
    public static UblWriteResult Write(QuoteDocument quote)
    {
        var lost = UblFit.Check(quote.AsInvoice());
        if (lost.Count > 0) return new UblWriteResult.Refused(lost);
        return new UblWriteResult.Written(Serialize("Quotation", UblQuotationWriter.Content(quote)));
    }

    internal static IEnumerable<XElement?> Notes(ValueList<InvoiceNote> notes) =>
        notes.Select(note => UblXml.Leaf("cbc:Note", note.SubjectCode is { } code ? $"#{code}#{note.Text}" : note.Text));

    private static ByteString Serialize(string root, IEnumerable<object?> content)
    {
        XNamespace main = UblDialect.Namespace + root + "-2";
        var element = new XElement(
            main + root,
            new XAttribute(XNamespace.Xmlns + "cac", UblXml.Aggregates.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "cbc", UblXml.Basics.NamespaceName),
            content);
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, Settings)) element.Save(writer);
        return new ByteString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static IEnumerable<object?> Content(InvoiceDocument d) =>
    [
        UblXml.Leaf("cbc:CustomizationID", d.SpecificationIdentifier),
        UblXml.Leaf("cbc:ProfileID", d.BusinessProcessType),
        UblXml.Leaf("cbc:ID", d.Number),
        UblXml.Date("cbc:IssueDate", d.IssueDate),
        .. Dates(d),
        UblXml.Leaf("cbc:DocumentCurrencyCode", d.CurrencyCode),
        UblXml.Leaf("cbc:TaxCurrencyCode", d.VatAccountingCurrencyCode),
        UblXml.Leaf("cbc:AccountingCost", d.BuyerAccountingReference),
        UblXml.Leaf("cbc:BuyerReference", d.BuyerReference),
        UblReferencesWriter.Period(d.InvoicingPeriod, d.VatPointDateCode),
        .. UblReferencesWriter.References(d),
        UblPartiesWriter.Seller("cac:AccountingSupplierParty", d.Seller, d.Payee is null ? UblPartiesWriter.Creditor(d) : null),
        UblPartiesWriter.Buyer("cac:AccountingCustomerParty", d.Buyer),
        UblPartiesWriter.Payee(d),
        UblPartiesWriter.TaxRepresentative(d.TaxRepresentative),
        UblPartiesWriter.Delivery(d.Delivery),
        .. UblPaymentWriter.Means(d),
        UblXml.Group("cac:PaymentTerms", UblXml.Leaf("cbc:Note", d.PaymentTerms)),
        .. d.Allowances.Select(allowance => UblTotalsWriter.AllowanceOrCharge(allowance, isCharge: false, d.CurrencyCode)),
        .. d.Charges.Select(charge => UblTotalsWriter.AllowanceOrCharge(charge, isCharge: true, d.CurrencyCode)),
        .. UblTotalsWriter.VatTotals(d),
        UblTotalsWriter.Totals("cac:LegalMonetaryTotal", d),
        .. d.Lines.Select(line => d.IsCreditNote
            ? UblLineWriter.Line("cac:CreditNoteLine", "cbc:CreditedQuantity", line, d.CurrencyCode)
            : UblLineWriter.Line("cac:InvoiceLine", "cbc:InvoicedQuantity", line, d.CurrencyCode)),
    ];

    // The two schemas put the same terms into different orders, and BT-9 of a credit note into its payment means.
    private static IEnumerable<object?> Dates(InvoiceDocument d)
    {
        var notes = Notes(d.Notes);
        var vatPoint = UblXml.Date("cbc:TaxPointDate", d.VatPointDate);
        return d.IsCreditNote
            ? [vatPoint, UblXml.Leaf("cbc:CreditNoteTypeCode", d.TypeCode), notes]
            : [UblXml.Date("cbc:DueDate", d.DueDate), UblXml.Leaf("cbc:InvoiceTypeCode", d.TypeCode), notes, vatPoint];
    }
}
