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
        Codes("BR-CL-03", "BT-5/6", "The currency of the amounts is a code of ISO 4217.", CodeLists.Currencies, "Use a code such as EUR.", d =>
            [d.CurrencyCode, d.Totals.VatInAccountingCurrency is null ? null : d.VatAccountingCurrencyCode]),
        Codes("BR-CL-04", "BT-5", "The invoice currency is a code of ISO 4217.", CodeLists.Currencies, "Use a code such as EUR.", d => [d.CurrencyCode]),
        Codes("BR-CL-05", "BT-6", "The VAT accounting currency is a code of ISO 4217.", CodeLists.Currencies, "Use a code such as EUR.", d => [d.VatAccountingCurrencyCode]),
        Codes("BR-CL-06", "BT-8", "The VAT point date code is 3, 35 or 432.", CodeLists.VatPointDates, "Use one of them or remove it.", d => [d.VatPointDateCode]),
        Codes("BR-CL-07", "BT-18/128", "The scheme of an invoiced object is a code of UNTDID 1153.", CodeLists.ObjectSchemes, "Use a code such as AVV, or remove the scheme.", d =>
            Schemes([d.InvoicedObject, .. d.Lines.Select(line => line.ObjectIdentifier)])),
        Codes("BR-CL-10", "BT-29/46/60", "The scheme of a party identifier is a code of ISO 6523.", CodeLists.IdentifierSchemes, "Use a code such as 0088 (GLN), or remove the scheme.", d =>
            Schemes([.. d.Seller.Identifiers, d.Buyer.Identifier, d.Payee?.Identifier])),
        Codes("BR-CL-11", "BT-30/47/61", "The scheme of a legal registration is a code of ISO 6523.", CodeLists.IdentifierSchemes, "Use a code such as 0002 (SIRENE), or remove the scheme.", d =>
            Schemes([d.Seller.LegalRegistration, d.Buyer.LegalRegistration, d.Payee?.LegalRegistration])),
        Codes("BR-CL-13", "BT-158-1", "The item classification scheme is a code of UNTDID 7143.", CodeLists.ItemClassifications, "Use a code such as STI.", d => d.Lines.SelectMany(line => line.Item.Classifications).Select(classification => classification.SchemeId)),
        Codes("BR-CL-14", "BT-40/55/69/80", "A country is a code of ISO 3166-1.", CodeLists.Countries, "Use a code such as DE.", d =>
            [d.Seller.Address.CountryCode, d.Buyer.Address.CountryCode, d.TaxRepresentative?.Address.CountryCode, d.Delivery?.Address?.CountryCode]),
        Codes("BR-CL-15", "BT-159", "The country of origin is a code of ISO 3166-1.", CodeLists.Countries, "Use a code such as DE.", d => d.Lines.Select(line => line.Item.CountryOfOrigin)),
        Codes("BR-CL-16", "BT-81", "The payment means is a code of UNTDID 4461.", CodeLists.PaymentMeans, "Use 30 for a credit transfer, 58 for SEPA.", d => [d.Payment?.MeansCode]),
        Codes("BR-CL-19", "BT-98/140", "An allowance reason code is one of UNTDID 5189.", CodeLists.AllowanceReasons, "Use 95 for a discount.", d =>
            d.Allowances.Select(allowance => allowance.ReasonCode).Concat(d.Lines.SelectMany(line => line.Allowances).Select(allowance => allowance.ReasonCode))),
        Codes("BR-CL-20", "BT-105/145", "A charge reason code is one of UNTDID 7161.", CodeLists.ChargeReasons, "Use FC for freight.", d =>
            d.Charges.Select(charge => charge.ReasonCode).Concat(d.Lines.SelectMany(line => line.Charges).Select(charge => charge.ReasonCode))),
        Codes("BR-CL-21", "BT-157-1", "The scheme of an item standard identifier is a code of ISO 6523.", CodeLists.IdentifierSchemes, "Use 0160 for a GTIN.", d => Schemes(d.Lines.Select(line => line.Item.StandardIdentifier))),
        new("BR-CL-22", "BT-121", "A VAT exemption reason code is one of the VATEX list.", d => Unknown(
            CodeLists.VatExemptions, d.VatBreakdowns.Select(breakdown => breakdown.ExemptionReasonCode?.ToUpperInvariant()), "Use a code such as VATEX-EU-AE, or write the reason (BT-120).")),
        Codes("BR-CL-23", "BT-130/150", "A unit is a code of UN/ECE Recommendation 20 or 21.", CodeLists.Units, "Use C62 for pieces.", d =>
            d.Lines.SelectMany(line => (string?[])[line.UnitCode, line.Price.BaseQuantityUnitCode])),
        Codes("BR-CL-24", "BT-125-1", "An attachment is a PDF, PNG, JPEG, CSV, XLSX or ODS file.", CodeLists.MimeCodes, "Convert it to PDF.", d => d.SupportingDocuments.Select(document => document.Attachment?.MimeCode)),
        Codes("BR-CL-25", "BT-34/49", "The scheme of an electronic address is a code of the EAS list.", CodeLists.ElectronicAddressSchemes, "Use a code such as 0088 (GLN) or EM (email).", d => Schemes([d.Seller.ElectronicAddress, d.Buyer.ElectronicAddress])),
        Codes("BR-CL-26", "BT-71", "The scheme of a delivery location is a code of ISO 6523.", CodeLists.IdentifierSchemes, "Use 0088 for a GLN, or remove the scheme.", d => Schemes([d.Delivery?.Location])),
    ];

    private static Rule Codes(
        string id, string field, string text, FrozenSet<string> list, string remedy, Func<InvoiceDocument, IEnumerable<string?>> codes) =>
        new(id, field, text, d => Unknown(list, codes(d), remedy));

    private static IEnumerable<string?> Schemes(IEnumerable<Identifier?> ids) => ids.Select(id => id?.SchemeId);

    private static IEnumerable<Fault> Unknown(FrozenSet<string> list, IEnumerable<string?> codes, string remedy) =>
        codes.Where(code => !string.IsNullOrWhiteSpace(code) && !list.Contains(code)).Select(code => new Fault(code, remedy));
}
