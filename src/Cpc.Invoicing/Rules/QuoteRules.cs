using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>Rules about a quote: those of the invoice that it would become, and its own.</summary>
public static class QuoteRules
{
    /// <summary>The quote ends before it begins.</summary>
    public const string Validity = "CPC-QUOTE-VALIDITY";

    /// <summary>An amount in another currency than the quote's.</summary>
    public const string Currency = "CPC-QUOTE-CURRENCY";

    /// <returns>Findings, at most those of <see cref="RuleBook.Check"/> and two more; empty where all rules hold.</returns>
    public static ValueList<Finding> Check(QuoteDocument quote)
    {
        var own = new List<Finding>();
        if (quote.ValidUntil < quote.IssueDate)
        {
            own.Add(new Finding(Validity, "validUntil", Show.Date(quote.ValidUntil), $"A quote is valid from its issue date ({Show.Date(quote.IssueDate)}) on. Correct one of the dates."));
        }

        if (quote.Totals.VatInAccountingCurrency is { } vat)
        {
            own.Add(new Finding(Currency, "BT-111", Show.Amount(vat), "A quote has amounts in its own currency only. Remove the VAT total in accounting currency."));
        }

        return [.. own, .. RuleBook.Check(quote.AsInvoice())];
    }
}
