using Cpc.Actors.Api;
using Cpc.Cryptography;
using Cpc.Invoicing.Consent;
using Cpc.Invoicing.Model;

namespace Cpc.Actors.Consent;

/// <summary>Grants consent; answered by a <see cref="ConsentRecord"/> or a <see cref="Problem"/>.</summary>
public sealed record GrantConsent(PeerId Counterparty, ValueList<DocumentKind> Kinds, LegalBasis Basis, DateTimeOffset? ValidUntil, Caller Caller, decimal? MaxAmount = null, string? MaxAmountCurrency = null)
{
    public override string ToString() => $"GrantConsent({Counterparty}, redacted)";
}

/// <summary>Revokes consent; answered by a <see cref="ConsentRecord"/> or a <see cref="Problem"/>.</summary>
public sealed record RevokeConsent(Guid ConsentId, string Reason, Caller Caller)
{
    public override string ToString() => $"RevokeConsent({ConsentId}, redacted)";
}

/// <summary>Asks whether a document may be shared; answered by a <see cref="ConsentCheck"/>.</summary>
/// <param name="Amount">BT-115 and BT-5; null for a document that has no amount.</param>
public sealed record CheckConsent(PeerId Counterparty, DocumentKind Kind, (decimal Value, string Currency)? Amount = null)
{
    public override string ToString() => $"CheckConsent({Counterparty}, {Kind}, redacted)";
}

/// <summary>Answered by all <see cref="ConsentRecord"/>s, newest first.</summary>
public sealed record ListConsents
{
    public static readonly ListConsents Instance = new();
}
