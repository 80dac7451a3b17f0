namespace Cpc.Invoicing.Model;

/// <summary>The recipient's answer to a quote, or the issuer's withdrawal of it: an own small document (docKind quoteResponse).</summary>
public sealed record QuoteResponse : BusinessDocument
{
    /// <summary>Longest <see cref="Text"/> in UTF-16 characters.</summary>
    public const int MaxTextLength = StatusResponse.MaxTextLength;

    public override DocumentKind Kind => DocumentKind.QuoteResponse;

    /// <summary>The quote answered (UUIDv7).</summary>
    public required Guid DocumentId { get; init; }

    /// <summary>BLAKE3 of that quote as encoded, so that an acceptance can't be moved to another offer.</summary>
    public required ContentHash DocumentHash { get; init; }

    public required QuoteAnswer Answer { get; init; }

    /// <summary>A short text for people, at most <see cref="MaxTextLength"/> characters; demanded where the quote is countered.</summary>
    public string? Text { get; init; }
}
