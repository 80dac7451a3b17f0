using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Ubl;

/// <summary>Reads UBL 2.1 invoices and credit notes that keep EN 16931 (CEN/TS 16931-3-2).</summary>
public static class UblReader
{
    /// <summary>The rules that demand an element or attribute: checked on the file, beside those of <see cref="RuleBook"/>.</summary>
    public static ValueList<string> PresenceRuleIds => Presence.RuleIds(UblShapes.Invoice, UblShapes.CreditNote);

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
        if (new TreeReader(UblDialect.Invoices, list).Read(xml) is { } root)
        {
            var currency = Values.Required(root.Child("cbc:DocumentCurrencyCode"));
            var values = new Values(UblDialect.Invoices.Rules, list, currency, Values.Text(root.Child("cbc:TaxCurrencyCode")), root.Child("cbc:CustomizationID")?.Text);
            Presence.Check(root, list);
            if (values.IsPeppol) Presence.CheckEmpty(root, list);
            document = UblDocument.Read(root, values);
        }

        findings = list.ToValueList();
        return document;
    }
}
