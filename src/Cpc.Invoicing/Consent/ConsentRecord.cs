using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Consent;

/// <summary>Permission to exchange documents of some kinds with a counterparty.</summary>
/// <param name="DocKinds">The kinds it covers; none means none.</param>
/// <param name="GrantedBy">The local user (uid as text) who granted it.</param>
/// <param name="ValidUntil">The first moment at which it no longer holds; null where it holds until revoked.</param>
public sealed record ConsentRecord(
    Guid ConsentId,
    ParticipantId Counterparty,
    ConsentPurpose Purpose,
    ValueList<DocumentKind> DocKinds,
    LegalBasis LegalBasis,
    string GrantedBy,
    DateTimeOffset GrantedAt,
    DateTimeOffset? ValidUntil)
{
    /// <summary>Largest amount (BT-115) of one document that it covers; null for any. Answers have no amount.</summary>
    public decimal? MaxAmount { get; init; }

    /// <summary>The currency of <see cref="MaxAmount"/>; an amount in another is not covered.</summary>
    public string? MaxAmountCurrency { get; init; }

    public ConsentStatus Status { get; init; } = ConsentStatus.Granted;

    public DateTimeOffset? RevokedAt { get; init; }

    public string? RevocationReason { get; init; }

    /// <summary>Identity and status; who granted it and why it ended are personal.</summary>
    public override string ToString() => $"ConsentRecord({ConsentId}, {Purpose}, {Status}, redacted)";
}
