using System.Collections.Frozen;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules.Peppol;

/// <summary>What Peppol demands of the document: R001 to R020, R053 to R061, P0100 to P0112.</summary>
internal static class PeppolDocumentRules
{
    private const string BasicProcess = "01";

    private static readonly FrozenSet<string> InvoiceTypes = Set("71 80 82 84 102 218 219 326 331 380 382 383 384 386 388 393 395 553 575 623 780 817 870 875 876 877");

    private static readonly FrozenSet<string> CreditNoteTypes = Set("381 396 81 83 532");

    private static readonly (string Rule, string Code, VatCategory Category)[] Exemptions =
    [
        ("P0104", "VATEX-EU-G", VatCategory.ExportOutsideEu),
        ("P0105", "VATEX-EU-O", VatCategory.NotSubjectToVat),
        ("P0106", "VATEX-EU-IC", VatCategory.IntraCommunitySupply),
        ("P0107", "VATEX-EU-AE", VatCategory.ReverseCharge),
        ("P0108", "VATEX-EU-D", VatCategory.Exempt),
        ("P0109", "VATEX-EU-F", VatCategory.Exempt),
        ("P0110", "VATEX-EU-I", VatCategory.Exempt),
        ("P0111", "VATEX-EU-J", VatCategory.Exempt),
    ];

    public static IEnumerable<Rule> All { get; } =
    [
        PeppolBis.Rule("PEPPOL-EN16931-R001", "BT-23", "The business process is given.",
            d => !string.IsNullOrWhiteSpace(d.BusinessProcessType), _ => null, "Write urn:fdc:peppol.eu:2017:poacc:billing:01:1.0."),
        PeppolBis.Rule("PEPPOL-EN16931-R002", "BG-1", "There is one note at most, unless seller and buyer are German.",
            d => d.Notes.Count <= 1 || IsGerman(d), d => $"{d.Notes.Count} notes", "Make one note of them."),
        PeppolBis.Rule("PEPPOL-EN16931-R003", "BT-10/13", "A buyer reference or a purchase order reference is given.",
            d => d.BuyerReference is not null || d.PurchaseOrderReference is not null || d.SalesOrderReference is not null, _ => null, "Add the one that the buyer has named."),
        PeppolBis.Rule("PEPPOL-EN16931-R004", "BT-24", $"The specification identifier begins with {PeppolBis.Specification}.",
            d => d.SpecificationIdentifier.Trim().StartsWith(PeppolBis.Specification, StringComparison.Ordinal), d => d.SpecificationIdentifier, "Write it so."),
        PeppolBis.Rule("PEPPOL-EN16931-R005", "BT-6", "The VAT accounting currency is not the invoice currency.",
            d => d.VatAccountingCurrencyCode != d.CurrencyCode, d => d.VatAccountingCurrencyCode, "Remove it."),
        PeppolBis.Rule("PEPPOL-EN16931-R007", "BT-23", "The business process is urn:fdc:peppol.eu:2017:poacc:billing:NN:1.0, where NN are two digits.",
            d => PeppolBis.ProcessNumber(d) is not null, d => d.BusinessProcessType, "Write 01 for NN."),
        PeppolBis.Rule("PEPPOL-EN16931-R010", "BT-49", "The buyer has an electronic address.", d => d.Buyer.ElectronicAddress is not null, _ => null, "Add it."),
        PeppolBis.Rule("PEPPOL-EN16931-R020", "BT-34", "The seller has an electronic address.", d => d.Seller.ElectronicAddress is not null, _ => null, "Add it."),
        PeppolBis.Rule("PEPPOL-EN16931-R053", "BG-23", "There is one VAT total with a breakdown.", d => d.VatBreakdowns.Count > 0, _ => null, "Add the breakdown."),
        PeppolBis.Rule("PEPPOL-EN16931-R054", "BT-111", "There is a VAT total in accounting currency if that currency (BT-6) is given, and else none.",
            d => (d.VatAccountingCurrencyCode is null) == (d.Totals.VatInAccountingCurrency is null), d => d.VatAccountingCurrencyCode, "Give both or neither."),
        PeppolBis.Rule("PEPPOL-EN16931-R055", "BT-111", "The VAT totals in both currencies have the same sign.",
            d => d.Totals.VatInAccountingCurrency is not { } other || Math.Sign(other) * Math.Sign(d.Totals.Vat ?? 0) >= 0, d => Show.Amount(d.Totals.VatInAccountingCurrency), "Correct the sign."),
        PeppolBis.Rule("PEPPOL-EN16931-R061", "BT-89", "A direct debit (BT-81 is 49 or 59) has a mandate reference.",
            d => d.Payment is not { MeansCode: "49" or "59" } || d.Payment.DirectDebit?.MandateReference is not null, d => d.Payment?.MeansCode, "Add it."),
        PeppolBis.Rule("PEPPOL-EN16931-P0100", "BT-3", "An invoice of process 01 has one of Peppol's type codes.",
            d => d.IsCreditNote || PeppolBis.ProcessNumber(d) != BasicProcess || InvoiceTypes.Contains(d.TypeCode), d => d.TypeCode, "Use 380."),
        PeppolBis.Rule("PEPPOL-EN16931-P0101", "BT-3", "A credit note of process 01 has one of Peppol's type codes.",
            d => !d.IsCreditNote || PeppolBis.ProcessNumber(d) != BasicProcess || CreditNoteTypes.Contains(d.TypeCode), d => d.TypeCode, "Use 381."),
        PeppolBis.Rule("PEPPOL-EN16931-P0112", "BT-3", "Type codes 326 and 384 are for German sellers and buyers.",
            d => d.IsCreditNote || d.TypeCode is not ("326" or "384") || IsGerman(d), d => d.TypeCode, "Use 380 or a credit note."),
        .. Exemptions.Select(row => PeppolBis.Rule($"PEPPOL-EN16931-{row.Rule}", "BT-118", $"With the exemption reason code {row.Code} the VAT category is {row.Category.Code()}.", d => d.VatBreakdowns
            .Where(breakdown => breakdown.Category != row.Category && string.Equals(breakdown.ExemptionReasonCode, row.Code, StringComparison.OrdinalIgnoreCase))
            .Select(breakdown => new Fault(breakdown.Category.Code(), "Correct the category or the code (BT-121).")))),
    ];

    private static bool IsGerman(InvoiceDocument d) => d.Seller.Address.CountryCode == "DE" && d.Buyer.Address.CountryCode == "DE";

    private static FrozenSet<string> Set(string codes) => codes.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
