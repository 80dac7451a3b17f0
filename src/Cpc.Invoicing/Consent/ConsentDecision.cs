namespace Cpc.Invoicing.Consent;

/// <summary>What comes of a command.</summary>
public abstract record ConsentDecision
{
    private ConsentDecision()
    {
    }

    public sealed record Accepted(ConsentEvent Event) : ConsentDecision;

    public sealed record Refused(ConsentRefusal Reason, string Message) : ConsentDecision;
}
