namespace Cpc.Actors.Api;

/// <summary>Which documents to list; what is null, all have. Words as in <see cref="DocumentView"/>.</summary>
public sealed record DocumentQuery
{
    /// <summary>Most rows of a page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>A peer's id, the beginning of one, or its name.</summary>
    public string? Partner { get; init; }

    public string? Status { get; init; }

    /// <summary>sent or received.</summary>
    public string? Direction { get; init; }

    public string? Kind { get; init; }

    /// <summary>Issue date (BT-2), first day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Issue date, last day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Amount due (BT-115), in whatever currency, at least.</summary>
    public decimal? Min { get; init; }

    /// <summary>At most.</summary>
    public decimal? Max { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>Part of number, seller or buyer, whatever the case.</summary>
    public string? Text { get; init; }

    /// <summary>Rows, 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>A page's <see cref="DocumentPage.Next"/>; null for the first page.</summary>
    public string? Cursor { get; init; }

    // A search text names people and numbers.
    public override string ToString() => "DocumentQuery(redacted)";
}
