using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules.Peppol;

/// <summary>
/// The form and check digits of identifiers by their scheme (ISO 6523): COMMON-R040 to R050. Fatal for Peppol, whose
/// access points find the receiver by them; here they are for the bookkeeper, and CEN holds such documents for valid.
/// </summary>
internal static class PeppolIdentifierRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        Scheme("R040", "0088", "A GLN (0088) is digits, the last a check digit.", CheckDigits.IsGln),
        Scheme("R041", "0192", "A Norwegian organization number (0192) is nine digits, the last a check digit.", CheckDigits.IsNorwegian),
        Scheme("R042", "0184", "A Danish CVR number (0184) is eight digits, with or without DK.", CheckDigits.IsDanish),
        Scheme("R043", "0208", "A Belgian enterprise number (0208) is ten digits, the last two check digits.", CheckDigits.IsBelgian),
        Scheme("R049", "0007", "A Swedish organization number (0007) is ten digits, the last a check digit.", CheckDigits.IsSwedish),
        Scheme("R050", "0151", "An Australian business number (0151) is eleven digits, the first two check digits.", CheckDigits.IsAustralian),
    ];

    private static Rule Scheme(string number, string scheme, string text, Func<string, bool> isValid) =>
        PeppolBis.Rule($"PEPPOL-COMMON-{number}", "BT-29/30/34/46/47/49/60/61", text, d => Identifiers(d)
            .OfType<Identifier>()
            .Where(id => id.SchemeId == scheme && !isValid(id.Value))
            .Select(id => new Fault(id.Value, "Correct the number or its scheme.")), Severity.Warning);

    private static IEnumerable<Identifier?> Identifiers(InvoiceDocument d) =>
    [
        .. d.Seller.Identifiers, d.Seller.LegalRegistration, d.Seller.ElectronicAddress,
        d.Buyer.Identifier, d.Buyer.LegalRegistration, d.Buyer.ElectronicAddress,
        d.Payee?.Identifier, d.Payee?.LegalRegistration,
    ];
}
