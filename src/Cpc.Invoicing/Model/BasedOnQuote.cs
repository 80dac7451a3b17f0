namespace Cpc.Invoicing.Model;

/// <summary>The quote that another one revises or counters, by id and hash, so that it can't be exchanged for another content.</summary>
public sealed record BasedOnQuote : DocumentPart
{
    /// <summary>Its documentId (UUIDv7).</summary>
    public required Guid DocumentId { get; init; }

    /// <summary>BLAKE3 of that quote as encoded.</summary>
    public required ContentHash Hash { get; init; }
}
