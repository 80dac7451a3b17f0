namespace Cpc.Invoicing.Consent;

/// <summary>Why a document may not be shared, or a consent not be changed.</summary>
public enum ConsentRefusal
{
    /// <summary>Nothing was granted for this counterparty, purpose and kind.</summary>
    NoConsent,

    /// <summary>What was granted has ended by its date.</summary>
    Expired,

    /// <summary>What was granted was revoked.</summary>
    Revoked,

    /// <summary>A consent of this id exists.</summary>
    AlreadyGranted,

    /// <summary>There is no consent of this id.</summary>
    UnknownConsent,

    /// <summary>It names no kind of document, no user, an end that has passed, or an amount without a currency.</summary>
    Meaningless,

    /// <summary>What was granted does not cover an amount of this size, or of this currency.</summary>
    AboveAmount,
}
