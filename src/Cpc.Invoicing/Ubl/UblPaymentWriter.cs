using System.Xml.Linq;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Ubl;

/// <summary>Writes BG-16 as UBL has it: once for each account, with what belongs to none of them in the first.</summary>
internal static class UblPaymentWriter
{
    public static IEnumerable<XElement?> Means(InvoiceDocument d)
    {
        if (d.Payment is not { } payment) yield break;
        for (var i = 0; i < Math.Max(1, payment.CreditTransfers.Count); i++)
        {
            var isFirst = i == 0;
            yield return UblXml.Group("cac:PaymentMeans",
                UblXml.Leaf("cbc:PaymentMeansCode", payment.MeansCode, ("name", payment.MeansText)),
                isFirst && d.IsCreditNote ? UblXml.Date("cbc:PaymentDueDate", d.DueDate) : null,
                UblXml.Leaf("cbc:PaymentID", payment.RemittanceInformation),
                isFirst ? Card(payment.Card) : null,
                i < payment.CreditTransfers.Count ? Account(payment.CreditTransfers[i]) : null,
                isFirst ? Mandate(payment.DirectDebit) : null);
        }
    }

    // UBL demands a network; the standard does not know one.
    private static XElement? Card(PaymentCard? card) => card is null ? null : UblXml.Group("cac:CardAccount",
        UblXml.Leaf("cbc:PrimaryAccountNumberID", card.PrimaryAccountNumber),
        UblXml.Leaf("cbc:NetworkID", card.NetworkId ?? Values.NotAvailable),
        UblXml.Leaf("cbc:HolderName", card.HolderName));

    private static XElement? Account(CreditTransfer transfer) => UblXml.Group("cac:PayeeFinancialAccount",
        UblXml.Leaf("cbc:ID", transfer.AccountIdentifier),
        UblXml.Leaf("cbc:Name", transfer.AccountName),
        UblXml.Reference("cac:FinancialInstitutionBranch", transfer.ServiceProvider));

    private static XElement? Mandate(DirectDebit? debit) => UblXml.Group("cac:PaymentMandate",
        UblXml.Leaf("cbc:ID", debit?.MandateReference),
        UblXml.Reference("cac:PayerFinancialAccount", debit?.DebitedAccount));
}
