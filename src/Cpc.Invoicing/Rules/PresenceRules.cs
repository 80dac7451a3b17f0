using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>
/// What a document must have. The type system demands most of it; here is what it can't say: that a text is not blank
/// and a list not empty. The UBL reader applies the same rules to elements.
/// </summary>
internal static class PresenceRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        Texts("BR-01", "BT-24", "An invoice has a specification identifier.", d => [d.SpecificationIdentifier]),
        Texts("BR-02", "BT-1", "An invoice has a number.", d => [d.Number]),
        Texts("BR-04", "BT-3", "An invoice has a type code.", d => [d.TypeCode]),
        Texts("BR-05", "BT-5", "An invoice has a currency code.", d => [d.CurrencyCode]),
        Texts("BR-06", "BT-27", "The seller has a name.", d => [d.Seller.Name]),
        Texts("BR-07", "BT-44", "The buyer has a name.", d => [d.Buyer.Name]),
        Texts("BR-09", "BT-40", "The seller's address has a country code.", d => [d.Seller.Address.CountryCode]),
        Texts("BR-11", "BT-55", "The buyer's address has a country code.", d => [d.Buyer.Address.CountryCode]),
        Texts("BR-18", "BT-62", "The tax representative has a name.", d => d.TaxRepresentative is { } party ? [party.Name] : []),
        Texts("BR-20", "BT-69", "The tax representative's address has a country code.", d => d.TaxRepresentative is { } party ? [party.Address.CountryCode] : []),
        Texts("BR-56", "BT-63", "The tax representative has a VAT identifier.", d => d.TaxRepresentative is { } party ? [party.VatIdentifier] : []),
        Texts("BR-57", "BT-80", "The deliver to address has a country code.", d => d.Delivery?.Address is { } address ? [address.CountryCode] : []),
        Texts("BR-49", "BT-81", "Payment instructions have a payment means type code.", d => d.Payment is { } payment ? [payment.MeansCode] : []),
        Texts("BR-50", "BT-84", "A credit transfer has an account identifier.", d => (d.Payment?.CreditTransfers ?? []).Select(transfer => transfer.AccountIdentifier)),
        Texts("BR-52", "BT-122", "A supporting document has a reference.", d => d.SupportingDocuments.Select(document => document.Reference)),
        Texts("BR-55", "BT-25", "A preceding invoice reference has a number.", d => d.PrecedingInvoices.Select(reference => reference.Number)),
        Texts("BR-21", "BT-126", "A line has an identifier.", d => d.Lines.Select(line => line.Id)),
        Texts("BR-23", "BT-130", "A line has a unit of measure.", d => d.Lines.Select(line => line.UnitCode)),
        Texts("BR-25", "BT-153", "A line has an item name.", d => d.Lines.Select(line => line.Item.Name)),
        Texts("BR-54", "BG-32", "An item attribute has a name and a value.", d => d.Lines.SelectMany(line => line.Item.Attributes).SelectMany(property => (string[])[property.Name, property.Value])),
        Texts("BR-62", "BT-34-1", "The seller's electronic address has a scheme.", d => d.Seller.ElectronicAddress is { } address ? [address.SchemeId] : []),
        Texts("BR-63", "BT-49-1", "The buyer's electronic address has a scheme.", d => d.Buyer.ElectronicAddress is { } address ? [address.SchemeId] : []),
        Texts("BR-64", "BT-157-1", "An item standard identifier has a scheme.", d => d.Lines.Select(line => line.Item.StandardIdentifier).OfType<Identifier>().Select(id => id.SchemeId)),
        Texts("BR-65", "BT-158-1", "An item classification has a scheme.", d => d.Lines.SelectMany(line => line.Item.Classifications).Select(classification => classification.SchemeId)),
        new("BR-16", "BG-25", "An invoice has at least one line.", d => d.Lines.Count > 0 ? [] : [new Fault(null, "Add a line.")]),
        new("BR-CO-18", "BG-23", "An invoice has at least one VAT breakdown.", d =>
            d.VatBreakdowns.Count > 0 ? [] : [new Fault(null, "Add a VAT breakdown for each category and rate of the lines.")]),
        new("BR-53", "BT-111", "With a VAT accounting currency (BT-6) the VAT total is also given in it.", d =>
            d.VatAccountingCurrencyCode is null || d.VatAccountingCurrencyCode == d.CurrencyCode || d.Totals.VatInAccountingCurrency is not null
                ? []
                : [new Fault(d.VatAccountingCurrencyCode, "Add the VAT total in that currency or remove BT-6.")]),
    ];

    private static Rule Texts(string id, string field, string text, Func<InvoiceDocument, IEnumerable<string?>> values) =>
        new(id, field, text, d => values(d).Where(string.IsNullOrWhiteSpace).Select(_ => new Fault(null, "Fill it in.")));
}
