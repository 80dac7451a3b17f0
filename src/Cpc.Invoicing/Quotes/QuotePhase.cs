namespace Cpc.Invoicing.Quotes;

/// <summary>Where a quote stands.</summary>
public enum QuotePhase
{
    /// <summary>Issuer: not binding yet; may be changed or discarded.</summary>
    Draft,

    /// <summary>Issuer: a draft that was thrown away, final.</summary>
    Discarded,

    /// <summary>Issuer: numbered and binding, not sent.</summary>
    Issued,

    /// <summary>Issuer: an exchange was started; no receipt yet.</summary>
    Sent,

    /// <summary>Issuer: the recipient's receipt is here.</summary>
    Delivered,

    /// <summary>Recipient: stored, not answered.</summary>
    Received,

    /// <summary>The recipient asked for another offer; the issuer may answer with a new revision.</summary>
    Countered,

    /// <summary>The recipient accepted the offer as it is.</summary>
    Accepted,

    /// <summary>The recipient declined, final.</summary>
    Declined,

    /// <summary>The last day of the offer has passed without acceptance, final.</summary>
    Expired,

    /// <summary>The issuer took the offer back before it was accepted, final.</summary>
    Withdrawn,

    /// <summary>Accepted, and one invoice at least was made from it; more may follow up to the total.</summary>
    Invoiced,
}
