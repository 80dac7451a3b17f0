using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Guards;

/// <summary>What the guards keep of an invoice: content, to be sealed wherever it is stored.</summary>
public sealed record GuardFacts : DocumentPart
{
    public required InvoiceKey Key { get; init; }

    /// <summary>BT-27, its beginning.</summary>
    public required string SellerName { get; init; }

    /// <summary>BT-84, in normal form: capital letters and digits. Of very many only some, and none that is too long.</summary>
    public ValueList<string> Accounts { get; init; }

    public static GuardFacts Of(ParticipantId sender, InvoiceDocument document) => new()
    {
        Key = InvoiceKey.Of(sender, document),
        SellerName = Bounds.Name(document.Seller.Name),
        Accounts = KnownSeller.Of(document).Accounts,
    };
}
