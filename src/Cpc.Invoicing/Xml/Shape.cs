namespace Cpc.Invoicing.Xml;

/// <summary>What the allow-list says of one element at one place.</summary>
internal sealed class Shape
{
    /// <summary>The name with the customary prefix: cbc:ID, cac:Party.</summary>
    public required string Name { get; init; }

    /// <summary>BT or BG of EN 16931; the name where it has none.</summary>
    public required string Field { get; init; }

    /// <summary>How often it may stand in its parent.</summary>
    public required int Max { get; init; }

    /// <summary>The rule that demands it (with content) wherever its parent stands, or null.</summary>
    public string? RequiredBy { get; init; }

    public IReadOnlyList<ShapeAttribute> Attributes { get; init; } = [];

    public Dictionary<string, Shape> Children { get; } = [];

    /// <summary>An aggregate holds elements, never text.</summary>
    public bool IsAggregate => Children.Count > 0;
}
