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
    /// <summary>Largest amount (BT-115) of one document; null for any.</summary>
    public decimal? MaxAmount { get; init; }

    /// <summary>The currency of <see cref="MaxAmount"/>.</summary>
    public string? Currency { get; init; }
}
