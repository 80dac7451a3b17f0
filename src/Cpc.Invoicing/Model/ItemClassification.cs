namespace Cpc.Invoicing.Model;

/// <summary>BT-158 Item classification identifier.</summary>
public sealed record ItemClassification : DocumentPart
{
    public required string Code { get; init; }

    /// <summary>BT-158-1 Scheme identifier (UNTDID 7143), demanded by BR-65.</summary>
    public required string SchemeId { get; init; }

    /// <summary>BT-158-2 Scheme version identifier.</summary>
    public string? SchemeVersion { get; init; }
}
