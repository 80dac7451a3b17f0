namespace Cpc.Sessions;

/// <summary>Why something was refused (protocol.md §10). Codes below 64 travel in REFUSE; the others are local.</summary>
public enum Refusal : byte
{
    None = 0,
    Version = 1,
    NoCommonSuite = 2,
    Downgrade = 3,
    StaticUnknown = 4,
    StaticExpired = 5,
    Identity = 6,
    HandshakeFailed = 7,
    Busy = 8,
    Replay = 9,
    TieLost = 10,
    UnknownSession = 11,
    NotConfirmed = 12,
    StaleRotation = 13,
    Limit = 14,
    Closed = 15,
    Malformed = 16,
    TooLarge = 17,

    /// <summary>Local: no key opens it.</summary>
    Undecryptable = 64,

    /// <summary>Local: this message was received before.</summary>
    Duplicate = 65,

    /// <summary>Local: the payload is not what the authenticated header says it is.</summary>
    HashMismatch = 66,

    /// <summary>Within the ratchet only: a message was skipped and there is no slot yet for its key.</summary>
    NeedsSkippedSlot = 255,
}
