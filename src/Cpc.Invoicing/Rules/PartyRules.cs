using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>How parties are identified: BR-CO-09, BR-CO-26, BR-17.</summary>
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
        new("BR-17", "BT-59/60", "A payee has a name, and is given only where it is not the seller.", Payee),
    ];

    // As CEN compares: with the seller's trading name (BT-28) and identifiers (BT-29).
    private static IEnumerable<Fault> Payee(InvoiceDocument d)
    {
        if (d.Payee is not { } payee) return [];
        if (string.IsNullOrWhiteSpace(payee.Name)) return [new Fault(null, "Fill it in.")];
        var same = payee.Name == d.Seller.TradingName ? payee.Name : d.Seller.Identifiers.FirstOrDefault(id => id.Value == payee.Identifier?.Value)?.Value;
        return same is null ? [] : [new Fault(same, "Remove the payee, or correct its name or identifier.")];
    }

    private static bool BeginsWithCountry(string vatIdentifier)
    {
        if (vatIdentifier.Length < 2) return false;
        var prefix = vatIdentifier[..2];
        return prefix == "EL" || CodeLists.Countries.Contains(prefix);
    }
}
