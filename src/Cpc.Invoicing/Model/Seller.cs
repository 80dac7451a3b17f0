namespace Cpc.Invoicing.Model;

/// <summary>BG-4 Seller.</summary>
public sealed record Seller : DocumentPart
{
    /// <summary>BT-27 Seller name.</summary>
    public required string Name { get; init; }

    /// <summary>BT-28 Seller trading name.</summary>
    public string? TradingName { get; init; }

    /// <summary>BT-29 Seller identifiers.</summary>
    public ValueList<Identifier> Identifiers { get; init; }

    /// <summary>BT-30 Seller legal registration identifier.</summary>
    public Identifier? LegalRegistration { get; init; }

    /// <summary>BT-31 Seller VAT identifier.</summary>
    public string? VatIdentifier { get; init; }

    /// <summary>BT-32 Seller tax registration identifier; the scheme names the tax (UBL TaxScheme/ID).</summary>
    public Identifier? TaxRegistration { get; init; }

    /// <summary>BT-33 Seller additional legal information.</summary>
    public string? LegalInformation { get; init; }

    /// <summary>BT-34 Seller electronic address; the scheme is an EAS code.</summary>
    public Identifier? ElectronicAddress { get; init; }

    /// <summary>BG-5 Seller postal address.</summary>
    public required PostalAddress Address { get; init; }

    /// <summary>BG-6 Seller contact.</summary>
    public Contact? Contact { get; init; }
}
