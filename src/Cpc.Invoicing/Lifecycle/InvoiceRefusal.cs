namespace Cpc.Invoicing.Lifecycle;

/// <summary>Why a command is refused.</summary>
public enum InvoiceRefusal
{
    /// <summary>There is no such document here.</summary>
    UnknownDocument,

    /// <summary>The command is the issuer's, and who asks is not.</summary>
    NotTheIssuer,

    /// <summary>The command is the recipient's, and who asks is not; or the document is not addressed to us.</summary>
    NotTheRecipient,

    /// <summary>The command belongs to the other side's projection.</summary>
    WrongSide,

    /// <summary>The document or the answer is here already with another hash: quarantine and alert.</summary>
    Conflict,

    /// <summary>The phase does not allow it; the message says what would be allowed.</summary>
    IllegalTransition,

    /// <summary>UQ, CA and RE need a reason.</summary>
    ReasonMissing,

    /// <summary>A receipt for an exchange that was not started.</summary>
    UnknownExchange,

    /// <summary>An exchangeId that an earlier attempt had.</summary>
    ExchangeReused,

    /// <summary>No such answer was given.</summary>
    UnknownResponse,

    /// <summary>The answer names another content than the document's.</summary>
    WrongDocumentHash,

    /// <summary>Something suspicious about it waits for a decision or was rejected: it is neither accepted nor paid.</summary>
    Held,

    /// <summary>Issuer and recipient are one, or the document is no invoice or credit note.</summary>
    BadMetadata,
}
