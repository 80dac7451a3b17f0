using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;

namespace Cpc.Invoicing.Ubl;

/// <summary>What came of reading a quotation.</summary>
public abstract record QuoteReadResult
{
    private QuoteReadResult()
    {
    }

    /// <summary>The quote reads and keeps every rule; <paramref name="Warnings"/> are for whoever offers.</summary>
    public sealed record Accepted(QuoteDocument Quote, ValueList<Finding> Warnings) : QuoteReadResult;

    /// <summary>The quote is refused for at least one finding of severity error.</summary>
    public sealed record Refused(ValueList<Finding> Findings) : QuoteReadResult;
}
