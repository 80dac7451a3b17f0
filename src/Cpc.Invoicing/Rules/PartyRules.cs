namespace Cpc.Invoicing.Rules;

/// <summary>How parties are identified: BR-CO-09, BR-CO-26.</summary>
internal static class PartyRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        new("BR-CO-09", "BT-31/48/63", "A VAT identifier begins with the country code of its state (ISO 3166-1; Greece may use EL).", d =>
            ((string?[])[d.Seller.VatIdentifier, d.TaxRepresentative?.VatIdentifier, d.Buyer.VatIdentifier])
                .OfType<string>()
                .Where(id => !BeginsWithCountry(id))
                .Select(id => new Fault(id, "Write the country code before the number."))),
        new("BR-CO-26", "BT-29/30/31", "The seller can be identified: by an identifier (BT-29), a legal registration (BT-30) or a VAT identifier (BT-31).", d =>
            d.Seller is { Identifiers.Count: 0, LegalRegistration: null, VatIdentifier: null } ? [new Fault(null, "Add one of them.")] : []),
    ];

    private static bool BeginsWithCountry(string vatIdentifier)
    {
        if (vatIdentifier.Length < 2) return false;
        var prefix = vatIdentifier[..2];
        return prefix == "EL" || CodeLists.Countries.Contains(prefix);
    }
}
