namespace Cpc.Invoicing.Model;

/// <summary>BG-31 Item information.</summary>
public sealed record ItemInformation : DocumentPart
{
    /// <summary>BT-153 Item name.</summary>
    public required string Name { get; init; }

    /// <summary>BT-154 Item description.</summary>
    public string? Description { get; init; }

    /// <summary>BT-155 Item seller's identifier.</summary>
    public string? SellersIdentifier { get; init; }

    /// <summary>BT-156 Item buyer's identifier.</summary>
    public string? BuyersIdentifier { get; init; }

    /// <summary>BT-157 Item standard identifier; the scheme (ISO 6523) is demanded by BR-64.</summary>
    public Identifier? StandardIdentifier { get; init; }

    /// <summary>BT-158 Item classification identifiers.</summary>
    public ValueList<ItemClassification> Classifications { get; init; }

    /// <summary>BT-159 Item country of origin (ISO 3166-1 alpha-2).</summary>
    public string? CountryOfOrigin { get; init; }

    /// <summary>BG-32 Item attributes.</summary>
    public ValueList<ItemProperty> Attributes { get; init; }
}
