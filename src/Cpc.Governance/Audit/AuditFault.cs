namespace Cpc.Governance.Audit;

/// <summary>How a chain can be broken.</summary>
public enum AuditFault
{
    None,

    /// <summary>An entry of another node.</summary>
    OtherNode,

    /// <summary>An entry is missing or out of order.</summary>
    Gap,

    /// <summary>An entry or the one before it was changed.</summary>
    BrokenLink,

    /// <summary>The bytes of an entry are none.</summary>
    Unreadable,
}
