namespace Cpc.Governance.Audit;

/// <summary>What an audit entry records. Numbers are stored: never reuse one.</summary>
public enum AuditAction
{
    /// <summary>A document leaves for a counterparty.</summary>
    DocumentShared = 1,

    /// <summary>A document of a counterparty was received.</summary>
    DocumentReceived = 2,

    /// <summary>A counterparty's signed receipt for a document of ours arrived.</summary>
    ReceiptReceived = 3,

    /// <summary>Consent was granted.</summary>
    ConsentGranted = 4,

    /// <summary>Consent was revoked.</summary>
    ConsentRevoked = 5,

    /// <summary>Sharing was refused for want of consent.</summary>
    SharingDenied = 6,

    /// <summary>Somebody approved a suspicious document.</summary>
    HoldApproved = 7,

    /// <summary>Somebody rejected a suspicious document.</summary>
    HoldRejected = 8,

    /// <summary>A local user was refused what its roles do not cover.</summary>
    AccessDenied = 9,

    /// <summary>A local user was given a role.</summary>
    AccessGranted = 10,

    /// <summary>A local user's role was revoked.</summary>
    AccessRevoked = 11,

    /// <summary>A counterparty's key was compared over another channel.</summary>
    PeerVerified = 12,

    /// <summary>A counterparty was blocked.</summary>
    PeerBlocked = 13,
}
