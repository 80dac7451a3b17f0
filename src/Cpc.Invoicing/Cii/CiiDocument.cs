using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Cii;

/// <summary>The root of the tree to the document.</summary>
internal static class CiiDocument
{
    /// <returns>Null only where a demanded date is missing; then there is a finding.</returns>
    public static InvoiceDocument? Read(Element root, Values values)
    {
        var header = root.Child("rsm:ExchangedDocument");
        var transaction = root.Child("rsm:SupplyChainTradeTransaction");
        var agreement = transaction?.Child("ram:ApplicableHeaderTradeAgreement");
        var delivery = transaction?.Child("ram:ApplicableHeaderTradeDelivery");
        var settlement = transaction?.Child("ram:ApplicableHeaderTradeSettlement");
        var type = Values.Required(header?.Child("ram:TypeCode"));
        var issueDate = CiiValues.Date(header?.Child("ram:IssueDateTime"), values);
        var references = CiiReferences.Read(agreement, values);
        var (vatPoint, vatPointCode) = CiiSettlement.VatPoint(settlement, values);
        var document = new InvoiceDocument
        {
            // One root for both: the type code says which it is. 81 is a code of either, and stays an invoice.
            IsCreditNote = CodeLists.CreditNoteTypes.Contains(type) && !CodeLists.InvoiceTypes.Contains(type),
            Number = Values.Required(header?.Child("ram:ID")),
            IssueDate = issueDate ?? default,
            TypeCode = type,
            CurrencyCode = values.Currency,
            VatAccountingCurrencyCode = values.VatCurrency,
            VatPointDate = vatPoint,
            VatPointDateCode = vatPointCode,
            DueDate = CiiValues.Date(settlement?.Find("ram:SpecifiedTradePaymentTerms", "ram:DueDateDateTime"), values),
            BuyerReference = Values.Text(agreement?.Child("ram:BuyerReference")),
            ProjectReference = Values.Text(agreement?.Find("ram:SpecifiedProcuringProject", "ram:ID")),
            ContractReference = Values.Text(agreement?.Find("ram:ContractReferencedDocument", "ram:IssuerAssignedID")),
            PurchaseOrderReference = Values.Text(agreement?.Find("ram:BuyerOrderReferencedDocument", "ram:IssuerAssignedID")),
            SalesOrderReference = Values.Text(agreement?.Find("ram:SellerOrderReferencedDocument", "ram:IssuerAssignedID")),
            ReceivingAdviceReference = Values.Text(delivery?.Find("ram:ReceivingAdviceReferencedDocument", "ram:IssuerAssignedID")),
            DespatchAdviceReference = Values.Text(delivery?.Find("ram:DespatchAdviceReferencedDocument", "ram:IssuerAssignedID")),
            TenderOrLotReference = references.TenderOrLot,
            InvoicedObject = references.InvoicedObject,
            BuyerAccountingReference = Values.Text(settlement?.Find("ram:ReceivableSpecifiedTradeAccountingAccount", "ram:ID")),
            PaymentTerms = Values.Text(settlement?.Find("ram:SpecifiedTradePaymentTerms", "ram:Description")),
            Notes = Children(header, "ram:IncludedNote").Where(note => note.HasContent).Select(Note).ToValueList(),
            BusinessProcessType = Values.Text(root.Find("rsm:ExchangedDocumentContext", "ram:BusinessProcessSpecifiedDocumentContextParameter", "ram:ID")),
            SpecificationIdentifier = Values.Required(root.Find("rsm:ExchangedDocumentContext", "ram:GuidelineSpecifiedDocumentContextParameter", "ram:ID")),
            PrecedingInvoices = Children(settlement, "ram:InvoiceReferencedDocument").Select(reference => new PrecedingInvoice
            {
                Number = Values.Required(reference.Child("ram:IssuerAssignedID")),
                IssueDate = CiiValues.Date(reference.Child("ram:FormattedIssueDateTime"), values),
            }).ToValueList(),
            Seller = CiiParties.Seller(agreement?.Child("ram:SellerTradeParty"), values),
            Buyer = CiiParties.Buyer(agreement?.Child("ram:BuyerTradeParty"), values),
            Payee = CiiParties.Payee(settlement?.Child("ram:PayeeTradeParty"), values),
            TaxRepresentative = CiiParties.TaxRepresentative(agreement?.Child("ram:SellerTaxRepresentativeTradeParty"), values),
            Delivery = CiiParties.Delivery(delivery, values),
            InvoicingPeriod = CiiValues.Period(settlement?.Child("ram:BillingSpecifiedPeriod"), values),
            Payment = CiiPayment.Read(settlement, values),
            Allowances = CiiSettlement.AllowancesOrCharges(settlement, values, charges: false),
            Charges = CiiSettlement.AllowancesOrCharges(settlement, values, charges: true),
            Totals = CiiSettlement.Totals(settlement, values),
            VatBreakdowns = CiiSettlement.VatBreakdowns(settlement, values),
            SupportingDocuments = references.SupportingDocuments,
            Lines = Children(transaction, "ram:IncludedSupplyChainTradeLineItem").Select(line => CiiLine.Read(line, values)).ToValueList(),
        };
        CheckProjectName(agreement, values);
        return issueDate is null ? null : document;
    }

    public static IEnumerable<Element> Children(Element? element, string name) => element?.Children(name) ?? [];

    private static InvoiceNote Note(Element note) => new()
    {
        SubjectCode = Values.Text(note.Child("ram:SubjectCode")),
        Text = Values.Required(note.Child("ram:Content")),
    };

    // CII demands a name of the project, for which the standard has no term: it is a fixed text.
    private static void CheckProjectName(Element? agreement, Values values)
    {
        var project = agreement?.Child("ram:SpecifiedProcuringProject");
        if (project?.Child("ram:Name") is { HasContent: true } name && name.Text != "Project reference" && name.Text != Values.Text(project.Child("ram:ID")))
            values.Refuse(name, "A project has a reference (BT-11) and no name in EN 16931: write \"Project reference\" as its name.");
    }
}
