using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;

namespace Cpc.Invoicing.Ubl;

/// <summary>Reads UBL 2.1 invoices and credit notes that keep EN 16931 (CEN/TS 16931-3-2).</summary>
public static class UblReader
{
    /// <summary>The rules that demand an element or attribute: checked on the file, beside those of <see cref="RuleBook"/>.</summary>
    public static ValueList<string> PresenceRuleIds => UblPresence.RuleIds;

    /// <summary>
    /// Reads a file and checks every rule of <see cref="RuleBook"/>. Never throws for what the file holds; nothing in
    /// the file is fetched, and nothing in it is dropped: what has no place in the model is refused by name.
    /// </summary>
    /// <param name="xml">UTF-8, at most <see cref="DocumentLimits.MaxXmlSize"/> bytes.</param>
    public static UblResult Read(ReadOnlyMemory<byte> xml)
    {
        var document = Parse(xml, out var findings);
        if (document is null) return new UblResult.Refused(findings);
        // What a missing element makes wrong elsewhere is told too, as CEN's artefacts do; the same rule is not told twice.
        var told = findings.Select(finding => finding.RuleId).ToHashSet();
        var broken = RuleBook.Check(document).Where(finding => !told.Contains(finding.RuleId)).ToValueList();
        return findings.Count > 0 || broken.Any(finding => finding.Severity == Severity.Error)
            ? new UblResult.Refused([.. findings, .. broken])
            : new UblResult.Accepted(document, broken);
    }

    /// <summary>Reads what a file says without asking <see cref="RuleBook"/>.</summary>
    /// <param name="findings">What could not be read, is missing or has no place in the model.</param>
    /// <returns>Null where the file is no document at all; whole only where there are no findings.</returns>
    public static InvoiceDocument? Parse(ReadOnlyMemory<byte> xml, out ValueList<Finding> findings)
    {
        var list = new FindingList();
        InvoiceDocument? document = null;
        if (UblTreeReader.Read(xml, list) is { } root)
        {
            var values = new UblValues(root, list);
            UblPresence.Check(root, list);
            if (values.IsPeppol) UblPresence.CheckEmpty(root, list);
            document = UblDocument.Read(root, values);
        }

        findings = list.ToValueList();
        return document;
    }
}
