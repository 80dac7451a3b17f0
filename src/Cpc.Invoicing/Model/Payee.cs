namespace Cpc.Invoicing.Model;

/// <summary>BG-10 Payee.</summary>
public sealed record Payee : DocumentPart
{
    /// <summary>BT-59 Payee name.</summary>
    public required string Name { get; init; }

    /// <summary>BT-60 Payee identifier.</summary>
    public Identifier? Identifier { get; init; }

    /// <summary>BT-61 Payee legal registration identifier.</summary>
    public Identifier? LegalRegistration { get; init; }
}
