namespace Cpc.Invoicing.Model;

/// <summary>BG-19 Direct debit.</summary>
public sealed record DirectDebit : DocumentPart
{
    /// <summary>BT-89 Mandate reference identifier.</summary>
    public string? MandateReference { get; init; }

    /// <summary>BT-90 Bank assigned creditor identifier.</summary>
    public string? CreditorIdentifier { get; init; }

    /// <summary>BT-91 Debited account identifier.</summary>
    public string? DebitedAccount { get; init; }
}
