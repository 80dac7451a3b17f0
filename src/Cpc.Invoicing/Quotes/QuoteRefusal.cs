namespace Cpc.Invoicing.Quotes;

/// <summary>Why a command about a quote is refused.</summary>
public enum QuoteRefusal
{
    /// <summary>There is no such quote here.</summary>
    UnknownQuote,

    /// <summary>The command is the issuer's, and who asks is not.</summary>
    NotTheIssuer,

    /// <summary>The command is the recipient's, and who asks is not; or the quote is not addressed to us.</summary>
    NotTheRecipient,

    /// <summary>The command belongs to the other side's projection.</summary>
    WrongSide,

    /// <summary>The quote, the answer or the invoice is here already with other content: quarantine and alert.</summary>
    Conflict,

    /// <summary>The phase does not allow it; the message says what would be allowed.</summary>
    IllegalTransition,

    /// <summary>The last day of the offer has passed.</summary>
    Ended,

    /// <summary>The last day of the offer has not passed yet.</summary>
    NotEnded,

    /// <summary>The invoices would come to more than the quote.</summary>
    ExceedsTotal,

    /// <summary>A receipt for an exchange that was not started.</summary>
    UnknownExchange,

    /// <summary>An exchangeId that an earlier attempt had.</summary>
    ExchangeReused,

    /// <summary>The answer names another content than the offer's.</summary>
    WrongDocumentHash,

    /// <summary>Issuer and recipient are one, the total is negative, or the revision is not the next one.</summary>
    BadOffer,
}
