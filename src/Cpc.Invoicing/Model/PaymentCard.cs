namespace Cpc.Invoicing.Model;

/// <summary>BG-18 Payment card information.</summary>
public sealed record PaymentCard : DocumentPart
{
    /// <summary>BT-87 Payment card primary account number, never more than its first 6 and last 4 digits (BR-51).</summary>
    public required string PrimaryAccountNumber { get; init; }

    /// <summary>BT-88 Payment card holder name.</summary>
    public string? HolderName { get; init; }

    /// <summary>The card network. It has no BT number; the UBL schema demands it beside BT-87, so it is kept.</summary>
    public string? NetworkId { get; init; }
}
