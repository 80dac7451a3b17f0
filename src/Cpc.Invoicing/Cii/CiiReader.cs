using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Cii;

/// <summary>Reads Cross Industry Invoices (UN/CEFACT D16B) that keep EN 16931 (CEN/TS 16931-3-3).</summary>
public static class CiiReader
{
    /// <summary>
    /// Reads a file and checks every rule of <see cref="RuleBook"/>. Never throws for what the file holds; nothing in
    /// the file is fetched, and nothing in it is dropped: what has no place in the model is refused by name.
    /// </summary>
    /// <param name="xml">UTF-8, at most <see cref="DocumentLimits.MaxXmlSize"/> bytes.</param>
    public static ReadResult Read(ReadOnlyMemory<byte> xml) => ReadResult.Of(Parse(xml, out var findings), findings);

    /// <summary>Reads what a file says without asking <see cref="RuleBook"/>.</summary>
    /// <param name="findings">What could not be read, is missing or has no place in the model.</param>
    /// <returns>Null where the file is no document at all; whole only where there are no findings.</returns>
    public static InvoiceDocument? Parse(ReadOnlyMemory<byte> xml, out ValueList<Finding> findings)
    {
        var list = new FindingList();
        InvoiceDocument? document = null;
        if (new TreeReader(CiiDialect.Invoices, list).Read(xml) is { } root)
        {
            var settlement = root.Find("rsm:SupplyChainTradeTransaction", "ram:ApplicableHeaderTradeSettlement");
            var values = new Values(
                CiiDialect.Invoices.Rules,
                list,
                Values.Required(settlement?.Child("ram:InvoiceCurrencyCode")),
                Values.Text(settlement?.Child("ram:TaxCurrencyCode")),
                root.Find("rsm:ExchangedDocumentContext", "ram:GuidelineSpecifiedDocumentContextParameter", "ram:ID")?.Text);
            Presence.Check(root, list);
            if (values.IsPeppol) Presence.CheckEmpty(root, list);
            document = CiiDocument.Read(root, values);
        }

        findings = list.ToValueList();
        return document;
    }
}
