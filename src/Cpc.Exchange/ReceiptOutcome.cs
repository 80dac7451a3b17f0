namespace Cpc.Exchange;

/// <summary>What a receiver did with a document. The numbers travel: never reuse one.</summary>
public enum ReceiptOutcome
{
    /// <summary>Durable at the receiver; sending it again changes nothing.</summary>
    Processed = 1,

    /// <summary>Refused: the bytes are no document of a known format.</summary>
    Malformed = 2,

    /// <summary>Refused: issuer or recipient is not who the session says.</summary>
    WrongParty = 3,

    /// <summary>Refused: another document with this id was received before.</summary>
    Conflict = 4,

    /// <summary>Refused: a rule for its content is broken.</summary>
    Invalid = 5,

    /// <summary>Refused: an answer to a document the receiver doesn't know, or one that came too late.</summary>
    NotApplicable = 6,
}
