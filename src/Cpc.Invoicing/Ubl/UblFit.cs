using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Ubl;

/// <summary>
/// What a document of the model may hold that a UBL file can't say, or would say as something else. No UBL file reads
/// into such a document; one that came as CBOR or CII may be one.
/// </summary>
internal static class UblFit
{
    /// <returns>A finding for each; empty where the file loses nothing.</returns>
    public static ValueList<Finding> Check(InvoiceDocument d)
    {
        var findings = new FindingList();
        if (d is { IsCreditNote: true, DueDate: { } due, Payment: null })
        {
            Add("BT-9", Show.Date(due), "A credit note's due date stands in its payment instructions (BG-16) in UBL, and there are none: add a payment means (BT-81).");
        }

        foreach (var note in d.Notes)
        {
            if (note.SubjectCode is { } code && !(IsSubjectCode(code) && note.Text.Trim().Length > 0))
            {
                Add("BT-21", code, "UBL writes a note's subject code as three capital letters before the text: correct the code or put it into the text.");
            }
            else if (note.SubjectCode is null && UblDocument.Note(note.Text.Trim()).SubjectCode is not null)
            {
                Add("BT-22", note.Text, "The note begins as UBL writes a subject code (BT-21), and would be read as one: put something before it.");
            }
        }

        foreach (var id in d.Seller.Identifiers.Append(d.Payee?.Identifier).OfType<Identifier>().Where(UblParties.IsCreditor))
        {
            Add("BT-29/60", id.Value, $"UBL reads an identifier with the scheme {UblParties.CreditorScheme} as the creditor identifier (BT-90): give it as that, or correct its scheme.");
        }

        if (d.Seller.TaxRegistration is { } tax && (string.IsNullOrWhiteSpace(tax.SchemeId) || Values.IsVat(tax.SchemeId)))
        {
            Add("BT-32", tax.SchemeId, "In UBL a tax registration names its tax, and one that names VAT is the VAT identifier (BT-31): name the other tax, or give it as BT-31.");
        }

        if (d.Totals.VatInAccountingCurrency is { } vat && (d.VatAccountingCurrencyCode is null || d.VatAccountingCurrencyCode == d.CurrencyCode))
        {
            Add("BT-111", Show.Amount(vat), "The VAT total in accounting currency needs a VAT accounting currency (BT-6) other than the invoice currency (BT-5): give one or remove it.");
        }

        return findings.ToValueList();

        void Add(string field, string? value, string message) => findings.Add(UblRules.Loss, field, value, message, null);
    }

    private static bool IsSubjectCode(string code) => code.Length == 3 && code.AsSpan().IndexOfAnyExceptInRange('A', 'Z') < 0;
}
