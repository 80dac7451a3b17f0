namespace Cpc.Invoicing.Lifecycle;

/// <summary>Where a document stands.</summary>
public enum InvoicePhase
{
    /// <summary>Issuer: numbered and final, not sent.</summary>
    Issued,

    /// <summary>Issuer: an exchange was started; no receipt yet.</summary>
    Sent,

    /// <summary>Issuer: the recipient's receipt is here.</summary>
    Delivered,

    /// <summary>Issuer: the recipient's node refused it with a signed receipt, final; correct and issue it anew.</summary>
    Refused,

    /// <summary>Recipient: stored, not answered.</summary>
    Received,

    /// <summary>AB.</summary>
    Acknowledged,

    /// <summary>IP.</summary>
    InProcess,

    /// <summary>UQ.</summary>
    UnderQuery,

    /// <summary>CA.</summary>
    ConditionallyAccepted,

    /// <summary>AP.</summary>
    Accepted,

    /// <summary>PD with the reason PPD.</summary>
    PartiallyPaid,

    /// <summary>PD, final.</summary>
    Paid,

    /// <summary>RE, final.</summary>
    Rejected,
}
