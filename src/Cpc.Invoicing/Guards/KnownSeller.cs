using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Guards;

/// <summary>What is known of a seller from its earlier invoices: its name and the accounts that it was paid to.</summary>
public sealed record KnownSeller : DocumentPart
{
    public required SellerKey Key { get; init; }

    public required string Name { get; init; }

    /// <summary>BT-84, in normal form: the first <see cref="Bounds.MaxAccounts"/>. A further one stays new, however often it is approved, and so does one that is too long.</summary>
    public ValueList<string> Accounts { get; init; }

    public static KnownSeller Of(InvoiceDocument document) =>
        new() { Key = SellerKey.Of(document.Seller), Name = Bounds.Name(document.Seller.Name), Accounts = AccountsOf(document) };

    /// <summary>With the accounts of another invoice, once they are approved.</summary>
    public KnownSeller With(InvoiceDocument approved) => With(AccountsOf(approved));

    /// <param name="accounts">In normal form.</param>
    internal KnownSeller With(ValueList<string> accounts) => this with { Accounts = [.. Accounts.Concat(accounts).Distinct(StringComparer.Ordinal).Take(Bounds.MaxAccounts)] };

    /// <summary>
    /// The accounts that an invoice names and that this seller was never paid to: the usual way of a forged invoice. A
    /// seller whose accounts are not known yet has none to compare with, and each of its accounts is new.
    /// </summary>
    /// <returns>BT-84 as written; the payment is to be held for approval unless empty.</returns>
    public ValueList<string> NewAccounts(InvoiceDocument document) =>
        [.. (document.Payment?.CreditTransfers ?? []).Select(transfer => transfer.AccountIdentifier).Where(account => !Accounts.Contains(Normal.Code(account)))];

    private static ValueList<string> AccountsOf(InvoiceDocument document) =>
        [.. (document.Payment?.CreditTransfers ?? []).Select(transfer => Normal.Code(transfer.AccountIdentifier)).Where(account => account.Length <= Bounds.MaxCode).Distinct(StringComparer.Ordinal).Take(Bounds.MaxAccounts)];
}
