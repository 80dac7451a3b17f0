namespace Cpc.Invoicing.Model;

/// <summary>BG-17 Credit transfer.</summary>
public sealed record CreditTransfer : DocumentPart
{
    /// <summary>BT-84 Payment account identifier (IBAN or a national account number).</summary>
    public required string AccountIdentifier { get; init; }

    /// <summary>BT-85 Payment account name.</summary>
    public string? AccountName { get; init; }

    /// <summary>BT-86 Payment service provider identifier (BIC or a national one).</summary>
    public string? ServiceProvider { get; init; }
}
