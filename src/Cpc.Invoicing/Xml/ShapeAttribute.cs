namespace Cpc.Invoicing.Xml;

/// <summary>An attribute that an element may bear.</summary>
/// <param name="RequiredBy">The rule that demands it, or null.</param>
internal sealed record ShapeAttribute(string Name, string? RequiredBy);
