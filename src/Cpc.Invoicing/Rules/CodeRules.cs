using System.Collections.Frozen;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>BR-CL: fields that take a code of a list. VAT categories (BR-CL-17, 18) are an enum and can't be wrong here.</summary>
internal static class CodeRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        new("BR-CL-01", "BT-3", "The type code is one of UNTDID 1001 for this kind of document.", d =>
            Unknown(d.IsCreditNote ? CodeLists.CreditNoteTypes : CodeLists.InvoiceTypes, [d.TypeCode], d.IsCreditNote ? "Use 381 for a credit note." : "Use 380 for an invoice.")),
        Codes("BR-CL-04", "BT-5", "The invoice currency is a code of ISO 4217.", CodeLists.Currencies, "Use a code such as EUR.", d => [d.CurrencyCode]),
        Codes("BR-CL-05", "BT-6", "The VAT accounting currency is a code of ISO 4217.", CodeLists.Currencies, "Use a code such as EUR.", d => [d.VatAccountingCurrencyCode]),
        Codes("BR-CL-06", "BT-8", "The VAT point date code is 3, 35 or 432.", CodeLists.VatPointDates, "Use one of them or remove it.", d => [d.VatPointDateCode]),
        Codes("BR-CL-13", "BT-158-1", "The item classification scheme is a code of UNTDID 7143.", CodeLists.ItemClassifications, "Use a code such as STI.", d => d.Lines.SelectMany(line => line.Item.Classifications).Select(classification => classification.SchemeId)),
        Codes("BR-CL-14", "BT-40/55/69/80", "A country is a code of ISO 3166-1.", CodeLists.Countries, "Use a code such as DE.", d =>
            [d.Seller.Address.CountryCode, d.Buyer.Address.CountryCode, d.TaxRepresentative?.Address.CountryCode, d.Delivery?.Address?.CountryCode]),
        Codes("BR-CL-15", "BT-159", "The country of origin is a code of ISO 3166-1.", CodeLists.Countries, "Use a code such as DE.", d => d.Lines.Select(line => line.Item.CountryOfOrigin)),
        Codes("BR-CL-16", "BT-81", "The payment means is a code of UNTDID 4461.", CodeLists.PaymentMeans, "Use 30 for a credit transfer, 58 for SEPA.", d => [d.Payment?.MeansCode]),
        Codes("BR-CL-19", "BT-98/140", "An allowance reason code is one of UNTDID 5189.", CodeLists.AllowanceReasons, "Use 95 for a discount.", d =>
            d.Allowances.Select(allowance => allowance.ReasonCode).Concat(d.Lines.SelectMany(line => line.Allowances).Select(allowance => allowance.ReasonCode))),
        Codes("BR-CL-23", "BT-130/150", "A unit is a code of UN/ECE Recommendation 20 or 21.", CodeLists.Units, "Use C62 for pieces.", d =>
            d.Lines.SelectMany(line => (string?[])[line.UnitCode, line.Price.BaseQuantityUnitCode])),
        Codes("BR-CL-24", "BT-125-1", "An attachment is a PDF, PNG, JPEG, CSV, XLSX or ODS file.", CodeLists.MimeCodes, "Convert it to PDF.", d => d.SupportingDocuments.Select(document => document.Attachment?.MimeCode)),
    ];

    private static Rule Codes(
        string id, string field, string text, FrozenSet<string> list, string remedy, Func<InvoiceDocument, IEnumerable<string?>> codes) =>
        new(id, field, text, d => Unknown(list, codes(d), remedy));

    private static IEnumerable<Fault> Unknown(FrozenSet<string> list, IEnumerable<string?> codes, string remedy) =>
        codes.Where(code => !string.IsNullOrWhiteSpace(code) && !list.Contains(code)).Select(code => new Fault(code, remedy));
}
