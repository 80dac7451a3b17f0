using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Quotes;

/// <summary>
/// One revision of a quote as its life needs it. The amount makes it content: whoever journals an event seals the offer
/// with the rest.
/// </summary>
public sealed record QuoteOffer : DocumentPart
{
    /// <summary>UUIDv7, the same for all revisions.</summary>
    public required Guid DocumentId { get; init; }

    /// <summary>1 for the first; each new offer counts up by one.</summary>
    public required int Revision { get; init; }

    public required ParticipantId Issuer { get; init; }

    public required ParticipantId Recipient { get; init; }

    /// <summary>BLAKE3 of the encoded quote.</summary>
    public required ContentHash Hash { get; init; }

    /// <summary>The last day on which it can be accepted; it ends at that day's end, UTC.</summary>
    public required DateOnly ValidUntil { get; init; }

    /// <summary>BT-112 of the invoice that it would become: what invoices may come to, together.</summary>
    public required decimal Total { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string CurrencyCode { get; init; }

    /// <summary>Whether the offer has ended.</summary>
    public bool HasEnded(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime) > ValidUntil;
}
