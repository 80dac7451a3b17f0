namespace Cpc.Invoicing.Model;

/// <summary>What the recipient, or of a withdrawal the issuer, says of a quote. Numbers are part of the CBOR format.</summary>
public enum QuoteAnswer
{
    /// <summary>The quote is accepted as it is.</summary>
    Accepted = 1,

    /// <summary>The quote is declined, final.</summary>
    Declined = 2,

    /// <summary>The recipient asks for another offer; the text says what.</summary>
    Countered = 3,

    /// <summary>The issuer takes the quote back.</summary>
    Withdrawn = 4,
}
