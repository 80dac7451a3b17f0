namespace Cpc.Invoicing.Access;

/// <summary>As what someone acts for this node's participant.</summary>
public enum AccessRole
{
    /// <summary>The participant itself: whatever its side of a document may do.</summary>
    Principal = 1,

    /// <summary>What its scopes name, up to its limit.</summary>
    Delegate = 2,

    /// <summary>Reads within its time, verifies proofs, and does nothing else.</summary>
    Auditor = 3,
}
