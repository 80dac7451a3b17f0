using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;

namespace Cpc.Invoicing.Ubl;

/// <summary>What came of reading a UBL file.</summary>
public abstract record UblResult
{
    private UblResult()
    {
    }

    /// <summary>The document reads and keeps every rule; <paramref name="Warnings"/> are for the bookkeeper.</summary>
    public sealed record Accepted(InvoiceDocument Document, ValueList<Finding> Warnings) : UblResult;

    /// <summary>The document is refused for at least one finding of severity error.</summary>
    public sealed record Refused(ValueList<Finding> Findings) : UblResult;
}
