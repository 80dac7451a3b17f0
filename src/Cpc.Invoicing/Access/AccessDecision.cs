namespace Cpc.Invoicing.Access;

/// <summary>Whether someone may.</summary>
public abstract record AccessDecision
{
    private AccessDecision()
    {
    }

    /// <param name="GrantId">The grant that allows it: for the record.</param>
    public sealed record Allowed(Guid GrantId) : AccessDecision;

    /// <param name="Message">Why, and whom to ask. Holds no document content.</param>
    public sealed record Denied(AccessDenial Reason, string Message) : AccessDecision;
}
