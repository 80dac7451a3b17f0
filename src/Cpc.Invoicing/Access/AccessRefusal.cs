namespace Cpc.Invoicing.Access;

/// <summary>Why a role can't be granted or revoked.</summary>
public enum AccessRefusal
{
    /// <summary>A role of this id exists.</summary>
    AlreadyGranted,

    /// <summary>There is no role of this id.</summary>
    UnknownGrant,

    /// <summary>It is revoked already.</summary>
    AlreadyRevoked,

    /// <summary>A delegate without a scope, an auditor without an end, a limit without a currency, an end that has passed.</summary>
    Meaningless,

    /// <summary>There are as many roles as a node holds.</summary>
    TooMany,
}
