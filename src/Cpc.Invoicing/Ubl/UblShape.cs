namespace Cpc.Invoicing.Ubl;

/// <summary>What the allow-list says of one element at one place.</summary>
internal sealed class UblShape
{
    /// <summary>The name with the customary prefix: cbc:ID, cac:Party.</summary>
    public required string Name { get; init; }

    /// <summary>BT or BG of EN 16931; the name where it has none.</summary>
    public required string Field { get; init; }

    /// <summary>How often it may stand in its parent.</summary>
    public required int Max { get; init; }

    /// <summary>The rule that demands it (with content) wherever its parent stands, or null.</summary>
    public string? RequiredBy { get; init; }

    public IReadOnlyList<UblAttribute> Attributes { get; init; } = [];

    public Dictionary<string, UblShape> Children { get; } = [];

    /// <summary>An aggregate holds elements, never text.</summary>
    public bool IsAggregate => Name.StartsWith("cac:", StringComparison.Ordinal);
}
