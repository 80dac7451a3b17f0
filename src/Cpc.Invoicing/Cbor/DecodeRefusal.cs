namespace Cpc.Invoicing.Cbor;

/// <summary>Why bytes are no document. None says what the bytes hold, so each may be logged and counted.</summary>
public enum DecodeRefusal
{
    /// <summary>Larger than <see cref="Model.DocumentLimits.MaxEncodedSize"/>.</summary>
    TooLarge,

    /// <summary>Not well-formed canonical CBOR (RFC 8949 §4.2): truncated, not minimal, keys unsorted or twice, bad UTF-8.</summary>
    NotCanonical,

    /// <summary>Bytes follow the document.</summary>
    TrailingBytes,

    /// <summary>The first field is no format version this node knows.</summary>
    UnknownVersion,

    /// <summary>The docKind is none this node knows.</summary>
    UnknownKind,

    /// <summary>A field this version does not have.</summary>
    UnknownKey,

    /// <summary>A field this version demands is missing.</summary>
    MissingKey,

    /// <summary>A field has another CBOR type than this version says.</summary>
    WrongType,

    /// <summary>A value outside its range: an enum, a date, a size, an identifier of the wrong length or version.</summary>
    OutOfRange,

    /// <summary>A number not in its one form: trailing zeros in the mantissa, or more digits than allowed.</summary>
    NumberNotMinimal,

    /// <summary>A text or byte string longer than its bound.</summary>
    TooLong,

    /// <summary>A text with a character that XML can't hold, such as an escape sequence for a terminal.</summary>
    BadText,

    /// <summary>A list longer than its bound, or empty where it should be absent.</summary>
    BadCount,

    /// <summary>A status response that lacks the reason its code demands.</summary>
    ReasonMissing,
}
