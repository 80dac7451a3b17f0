namespace Cpc.Actors.Api;

/// <summary>A consent.</summary>
/// <param name="Status">granted, revoked or expired.</param>
public sealed record ConsentView(
    Guid Id,
    string Peer,
    string? PeerName,
    string Purpose,
    IReadOnlyList<string> Kinds,
    string LegalBasis,
    string GrantedBy,
    DateTimeOffset GrantedAt,
    DateTimeOffset? ValidUntil,
    string Status,
    DateTimeOffset? RevokedAt,
    string? RevocationReason)
{
    /// <summary>Largest amount (BT-112 or BT-115, whichever is larger) of one document; null for any.</summary>
    public decimal? MaxAmount { get; init; }

    /// <summary>The currency of <see cref="MaxAmount"/>.</summary>
    public string? Currency { get; init; }

    public override string ToString() => $"ConsentView({Id}, redacted)";
}
