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
    string? RevocationReason);
