namespace Cpc.Invoicing.Access;

/// <summary>Why someone may not. Each is counted.</summary>
public enum AccessDenial
{
    /// <summary>The user has no grant on this node.</summary>
    NoGrant,

    /// <summary>The action is the other side's.</summary>
    WrongSide,

    /// <summary>No grant of the user covers it.</summary>
    OutOfScope,

    /// <summary>The amount is above the delegate's limit, in another currency, or not known.</summary>
    AboveLimit,

    /// <summary>The grant has ended.</summary>
    Expired,

    /// <summary>The grant does not hold yet.</summary>
    NotYetValid,

    /// <summary>The grant was revoked.</summary>
    Revoked,

    /// <summary>There is no consent to share it onward.</summary>
    NoConsent,

    /// <summary>Who made a change does not approve it.</summary>
    SeparationOfDuties,
}
