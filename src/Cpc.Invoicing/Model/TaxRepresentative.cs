namespace Cpc.Invoicing.Model;

/// <summary>BG-11 Seller tax representative party.</summary>
public sealed record TaxRepresentative : DocumentPart
{
    /// <summary>BT-62 Seller tax representative name.</summary>
    public required string Name { get; init; }

    /// <summary>BT-63 Seller tax representative VAT identifier.</summary>
    public required string VatIdentifier { get; init; }

    /// <summary>BG-12 Seller tax representative postal address.</summary>
    public required PostalAddress Address { get; init; }
}
