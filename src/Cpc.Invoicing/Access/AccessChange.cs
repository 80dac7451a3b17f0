namespace Cpc.Invoicing.Access;

/// <summary>What comes of granting or revoking a role.</summary>
public abstract record AccessChange
{
    private AccessChange()
    {
    }

    public sealed record Accepted(AccessEvent Happened) : AccessChange;

    public sealed record Refused(AccessRefusal Reason, string Message) : AccessChange;
}
