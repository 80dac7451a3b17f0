using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Consent;

/// <summary>What a user wants to do with consents.</summary>
public abstract record ConsentCommand
{
    private ConsentCommand()
    {
    }

    public sealed record Grant(
        Guid ConsentId,
        ParticipantId Counterparty,
        ConsentPurpose Purpose,
        ValueList<DocumentKind> DocKinds,
        LegalBasis LegalBasis,
        string GrantedBy,
        DateTimeOffset? ValidUntil,
        decimal? MaxAmount = null,
        string? MaxAmountCurrency = null) : ConsentCommand
    {
        public override string ToString() => $"Grant({ConsentId}, redacted)";
    }

    public sealed record Revoke(Guid ConsentId, string Reason) : ConsentCommand
    {
        public override string ToString() => $"Revoke({ConsentId}, redacted)";
    }
}
