using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>What single VAT categories demand of the rest of the document: BR-O-11 to 14, BR-IC-11 and 12, BR-B-01 and 02.</summary>
internal static class VatExclusionRules
{
    private const VatCategory O = VatCategory.NotSubjectToVat;

    public static IEnumerable<Rule> All { get; } =
    [
        OnlyO("BR-O-11", "BG-23", "other VAT breakdown", d => d.VatBreakdowns.Select(breakdown => breakdown.Category)),
        OnlyO("BR-O-12", "BG-25", "line of another category", d => d.Lines.Select(line => line.VatCategory)),
        OnlyO("BR-O-13", "BG-20", "allowance of another category", d => d.Allowances.Select(allowance => allowance.VatCategory)),
        OnlyO("BR-O-14", "BG-21", "charge of another category", d => d.Charges.Select(charge => charge.VatCategory)),
        new("BR-IC-11", "BT-72/BG-14", "An intra-community supply (K) has a delivery date or an invoicing period.", d =>
            !Has(d, VatCategory.IntraCommunitySupply) || d.Delivery?.ActualDate is not null || d.InvoicingPeriod is not null || d.VatPointDateCode is not null
                ? []
                : [new Fault(null, "Add one of them.")]),
        new("BR-IC-12", "BT-80", "An intra-community supply (K) has the country it is delivered to.", d =>
            !Has(d, VatCategory.IntraCommunitySupply) || d.Delivery?.Address is not null ? [] : [new Fault(null, "Add the deliver to address.")]),
        new("BR-B-01", "BT-40/55", "Transferred VAT (B) is for domestic Italian invoices.", d => VatSums.Of(d).Uses(VatCategory.TransferredVat) || Has(d, VatCategory.TransferredVat)
            ? Countries(d).Where(country => country != "IT").Take(1).Select(country => new Fault(country, "Correct the category or the country."))
            : []),
        new("BR-B-02", "BT-151", "Transferred VAT (B) and standard rated (S) are not in one document.", d =>
            VatSums.Of(d) is var sums && sums.Uses(VatCategory.TransferredVat) && sums.Uses(VatCategory.StandardRated)
                ? [new Fault("B and S", "Make two documents of it.")]
                : []),
    ];

    private static Rule OnlyO(string id, string field, string what, Func<InvoiceDocument, IEnumerable<VatCategory>> categories) =>
        new(id, field, $"With a VAT breakdown not subject to VAT (O) there is no {what}.", d =>
            Has(d, O) && categories(d).FirstOrDefault(category => category != O) is not 0 and var other
                ? [new Fault(other.Code(), "Make two documents of it or correct the category.")]
                : []);

    // Every country code of the file counts, as CEN has it.
    private static IEnumerable<string> Countries(InvoiceDocument d) =>
        ((string?[])[
            d.Seller.Address.CountryCode, d.Buyer.Address.CountryCode, d.TaxRepresentative?.Address.CountryCode, d.Delivery?.Address?.CountryCode,
            .. d.Lines.Select(line => line.Item.CountryOfOrigin)]).OfType<string>();

    private static bool Has(InvoiceDocument document, VatCategory category) =>
        document.VatBreakdowns.Any(breakdown => breakdown.Category == category);
}
