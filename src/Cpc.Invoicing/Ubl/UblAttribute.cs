namespace Cpc.Invoicing.Ubl;

/// <summary>An attribute that an element may bear.</summary>
/// <param name="RequiredBy">The rule that demands it, or null.</param>
internal sealed record UblAttribute(string Name, string? RequiredBy);
