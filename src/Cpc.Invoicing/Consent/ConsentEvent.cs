namespace Cpc.Invoicing.Consent;

/// <summary>What happened to a consent.</summary>
public abstract record ConsentEvent
{
    private ConsentEvent()
    {
    }

    public sealed record Granted(ConsentRecord Record) : ConsentEvent;

    public sealed record Revoked(Guid ConsentId, string Reason, DateTimeOffset At) : ConsentEvent
    {
        public override string ToString() => $"Revoked({ConsentId}, redacted)";
    }
}
