namespace Cpc.Invoicing.Consent;

/// <summary>Whether a document may be shared. Only <see cref="Allowed"/> allows it.</summary>
public abstract record ConsentCheck
{
    private ConsentCheck()
    {
    }

    /// <param name="ConsentId">The consent to write into the event and the audit entry.</param>
    public sealed record Allowed(Guid ConsentId) : ConsentCheck;

    public sealed record Refused(ConsentRefusal Reason) : ConsentCheck;
}
