namespace Cpc.Invoicing.Model;

/// <summary>BG-7 Buyer.</summary>
public sealed record Buyer : DocumentPart
{
    /// <summary>BT-44 Buyer name.</summary>
    public required string Name { get; init; }

    /// <summary>BT-45 Buyer trading name.</summary>
    public string? TradingName { get; init; }

    /// <summary>BT-46 Buyer identifier.</summary>
    public Identifier? Identifier { get; init; }

    /// <summary>BT-47 Buyer legal registration identifier.</summary>
    public Identifier? LegalRegistration { get; init; }

    /// <summary>BT-48 Buyer VAT identifier.</summary>
    public string? VatIdentifier { get; init; }

    /// <summary>BT-49 Buyer electronic address; the scheme is an EAS code.</summary>
    public Identifier? ElectronicAddress { get; init; }

    /// <summary>BG-8 Buyer postal address.</summary>
    public required PostalAddress Address { get; init; }

    /// <summary>BG-9 Buyer contact.</summary>
    public Contact? Contact { get; init; }
}
