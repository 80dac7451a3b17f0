using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;

namespace Cpc.Invoicing.Xml;

/// <summary>What came of reading a file.</summary>
public abstract record ReadResult
{
    private ReadResult()
    {
    }

    /// <summary>The document reads and keeps every rule; <paramref name="Warnings"/> are for the bookkeeper.</summary>
    public sealed record Accepted(InvoiceDocument Document, ValueList<Finding> Warnings) : ReadResult;

    /// <summary>The document is refused for at least one finding of severity error.</summary>
    public sealed record Refused(ValueList<Finding> Findings) : ReadResult;

    /// <summary>The verdict on what was read, by every rule of <see cref="RuleBook"/>.</summary>
    /// <param name="document">Null where the file is no document at all.</param>
    /// <param name="findings">What could not be read.</param>
    internal static ReadResult Of(InvoiceDocument? document, ValueList<Finding> findings)
    {
        if (document is null) return new Refused(findings);
        // What a missing element makes wrong elsewhere is told too, as CEN's artefacts do; the same rule is not told twice.
        var told = findings.Select(finding => finding.RuleId).ToHashSet();
        var broken = RuleBook.Check(document).Where(finding => !told.Contains(finding.RuleId)).ToValueList();
        return findings.Count > 0 || broken.Any(finding => finding.Severity == Severity.Error)
            ? new Refused([.. findings, .. broken])
            : new Accepted(document, broken);
    }
}
