using System.Xml.Linq;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Ubl;

/// <summary>A quote as the content of a UBL Quotation, in the order of its schema.</summary>
internal static class UblQuotationWriter
{
    public static IEnumerable<object?> Content(QuoteDocument q)
    {
        var invoice = q.AsInvoice();
        return
        [
            UblXml.Leaf("cbc:CustomizationID", q.SpecificationIdentifier),
            UblXml.Leaf("cbc:ProfileID", q.BusinessProcessType),
            UblXml.Leaf("cbc:ID", q.Number),
            UblXml.Date("cbc:IssueDate", q.IssueDate),
            .. UblWriter.Notes(q.Notes),
            UblXml.Leaf("cbc:PricingCurrencyCode", q.CurrencyCode),
            UblXml.Group("cac:ValidityPeriod", UblXml.Date("cbc:EndDate", q.ValidUntil)),
            UblXml.Reference("cac:RequestForQuotationDocumentReference", q.RequestReference),
            BasedOn(q.BasedOn),
            .. q.SupportingDocuments.Select(UblReferencesWriter.Supporting),
            UblXml.Reference("cac:Contract", q.ContractReference),
            UblPartiesWriter.Seller("cac:SellerSupplierParty", q.Seller, creditor: null),
            UblPartiesWriter.Buyer("cac:BuyerCustomerParty", q.Buyer),
            UblPartiesWriter.Delivery(q.Delivery),
            UblXml.Group("cac:TransactionConditions", UblXml.Leaf("cbc:Description", q.Terms)),
            .. q.Allowances.Select(allowance => UblTotalsWriter.AllowanceOrCharge(allowance, isCharge: false, q.CurrencyCode)),
            .. q.Charges.Select(charge => UblTotalsWriter.AllowanceOrCharge(charge, isCharge: true, q.CurrencyCode)),
            .. UblTotalsWriter.VatTotals(invoice),
            UblTotalsWriter.Totals("cac:QuotedMonetaryTotal", invoice),
            .. q.Lines.Select(line => UblXml.Group("cac:QuotationLine", UblLineWriter.Line("cac:LineItem", "cbc:Quantity", line.AsInvoiceLine(), q.CurrencyCode))),
        ];
    }

    private static XElement? BasedOn(BasedOnQuote? quote) => quote is null ? null : UblXml.Group("cac:AdditionalDocumentReference",
        UblXml.Leaf("cbc:ID", quote.DocumentId.ToString()),
        UblXml.Leaf("cbc:DocumentTypeCode", UblQuotationReader.QuoteType),
        UblXml.Group("cac:Attachment", UblXml.Group("cac:ExternalReference",
            UblXml.Leaf("cbc:DocumentHash", quote.Hash.ToString()),
            UblXml.Leaf("cbc:HashAlgorithmMethod", UblQuotationReader.HashAlgorithm))));
}
