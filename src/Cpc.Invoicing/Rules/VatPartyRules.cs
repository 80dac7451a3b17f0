using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>
/// Which tax identifiers each VAT category demands of the parties: -02 where a line has the category, -03 where a
/// document level allowance has it, -04 where a charge has it.
/// </summary>
internal static class VatPartyRules
{
    public static IEnumerable<Rule> All { get; } = Enum.GetValues<VatCategory>()
        .Where(category => category != VatCategory.TransferredVat)
        .SelectMany(For)
        .ToArray();

    private static IEnumerable<Rule> For(VatCategory category)
    {
        yield return On("02", "a line", category, d => d.Lines.Any(line => line.VatCategory == category));
        yield return On("03", "an allowance", category, d => d.Allowances.Any(allowance => allowance.VatCategory == category));
        yield return On("04", "a charge", category, d => d.Charges.Any(charge => charge.VatCategory == category));
    }

    private static Rule On(string number, string where, VatCategory category, Func<InvoiceDocument, bool> isUsed) =>
        new($"{category.RulePrefix()}-{number}", "BT-31/32/48/63", $"With {where} of category {category.Code()} {Demand(category)}.", d =>
            !isUsed(d) || Holds(category, d) ? [] : [new Fault(category.Code(), category == VatCategory.NotSubjectToVat ? "Remove them or correct the category." : "Add the identifier or correct the category.")]);

    private static string Demand(VatCategory category) => category switch
    {
        VatCategory.NotSubjectToVat => "no party has a VAT identifier",
        VatCategory.ReverseCharge => "the seller or its tax representative has a tax identifier, and the buyer a VAT identifier or legal registration",
        VatCategory.IntraCommunitySupply => "the seller or its tax representative, and the buyer, have a VAT identifier",
        VatCategory.ExportOutsideEu => "the seller or its tax representative has a VAT identifier",
        _ => "the seller has a VAT identifier or tax registration, or its tax representative a VAT identifier",
    };

    private static bool Holds(VatCategory category, InvoiceDocument d)
    {
        // Blank is absent: a peer's document may hold it.
        var sellerVat = Has(d.Seller.VatIdentifier) || Has(d.TaxRepresentative?.VatIdentifier);
        var sellerTax = sellerVat || Has(d.Seller.TaxRegistration?.Value);
        var buyerVat = Has(d.Buyer.VatIdentifier);
        return category switch
        {
            VatCategory.NotSubjectToVat => !sellerVat && !buyerVat,
            VatCategory.ReverseCharge => sellerTax && (buyerVat || Has(d.Buyer.LegalRegistration?.Value)),
            VatCategory.IntraCommunitySupply => sellerVat && buyerVat,
            VatCategory.ExportOutsideEu => sellerVat,
            _ => sellerTax,
        };
    }

    private static bool Has(string? identifier) => !string.IsNullOrWhiteSpace(identifier);
}
