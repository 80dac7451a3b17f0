namespace Cpc.Invoicing.Access;

/// <summary>What happened to a role of a local user.</summary>
public abstract record AccessEvent
{
    private AccessEvent()
    {
    }

    /// <param name="GrantedBy">Who granted it, e.g. "uid:1000".</param>
    public sealed record Granted(AccessGrant Grant, string GrantedBy) : AccessEvent
    {
        public override string ToString() => $"Granted({Grant.GrantId}, redacted)";
    }

    public sealed record Revoked(Guid GrantId, string RevokedBy, DateTimeOffset At) : AccessEvent
    {
        public override string ToString() => $"Revoked({GrantId}, redacted)";
    }
}
