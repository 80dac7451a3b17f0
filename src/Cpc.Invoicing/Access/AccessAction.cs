namespace Cpc.Invoicing.Access;

/// <summary>What someone wants to do with a document (the rows of the authorization matrix).</summary>
public enum AccessAction
{
    /// <summary>Issuer: draft, edit, discard.</summary>
    Draft = 1,

    /// <summary>Issuer: issue, send, credit, withdraw a quote.</summary>
    Issue = 2,

    /// <summary>Recipient: AB, IP, UQ.</summary>
    Process = 3,

    /// <summary>Recipient: CA, AP, RE, accept or decline a quote.</summary>
    Approve = 4,

    /// <summary>Issuer: the money arrived. Recipient: it was paid.</summary>
    Pay = 5,

    /// <summary>Hand a document on to a third participant.</summary>
    ShareOnward = 6,

    /// <summary>Read the content.</summary>
    Read = 7,

    /// <summary>Verify and export audit proofs.</summary>
    VerifyAudit = 8,

    /// <summary>Peers, consent, roles: what binds the participant itself, and is for nobody else to do.</summary>
    Administer = 9,
}
