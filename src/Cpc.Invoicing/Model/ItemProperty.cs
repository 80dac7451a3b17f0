namespace Cpc.Invoicing.Model;

/// <summary>BG-32 Item attribute.</summary>
public sealed record ItemProperty : DocumentPart
{
    /// <summary>BT-160 Item attribute name.</summary>
    public required string Name { get; init; }

    /// <summary>BT-161 Item attribute value.</summary>
    public required string Value { get; init; }
}
