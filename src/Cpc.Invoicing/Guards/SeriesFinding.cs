using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Guards;

/// <summary>Missing numbers of a series, or one that is there twice.</summary>
public sealed record SeriesFinding : DocumentPart
{
    public required string First { get; init; }

    /// <summary>The same as <see cref="First"/> where one number is concerned.</summary>
    public required string Last { get; init; }

    public bool IsDuplicate { get; init; }
}
