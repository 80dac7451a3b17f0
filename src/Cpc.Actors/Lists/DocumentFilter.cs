using Cpc.Cryptography;

namespace Cpc.Actors.Lists;

/// <summary>Which documents a list shows; what is null, all have.</summary>
/// <param name="From">Issue date (BT-2), first day.</param>
/// <param name="To">Issue date, last day.</param>
/// <param name="Min">Amount due (BT-115), in whatever currency, at least.</param>
/// <param name="Max">At most.</param>
/// <param name="Text">Part of number, seller or buyer, whatever the case.</param>
internal sealed record DocumentFilter(
    PeerId? Partner = null,
    string? Status = null,
    string? Direction = null,
    string? Kind = null,
    DateOnly? From = null,
    DateOnly? To = null,
    decimal? Min = null,
    decimal? Max = null,
    string? Currency = null,
    string? Text = null)
{
    public static readonly DocumentFilter All = new();

    // A search text names people and numbers.
    public override string ToString() => "DocumentFilter(redacted)";
}
