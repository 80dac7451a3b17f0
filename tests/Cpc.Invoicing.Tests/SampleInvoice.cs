using System.Text;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Ubl;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Tests;

/// <summary>The repository's own sample documents, and changes of them.</summary>
internal static class SampleInvoice
{
    public static string Xml { get; } = Encoding.UTF8.GetString(Repository.Sample("invoice.xml"));

    public static string CreditNoteXml { get; } = Encoding.UTF8.GetString(Repository.Sample("credit-note.xml"));

    public static InvoiceDocument Document { get; } = Accepted(Xml);

    public static InvoiceDocument CreditNote { get; } = Accepted(CreditNoteXml);

    /// <summary>The sample with its first occurrence of a text replaced.</summary>
    public static string With(string old, string replacement) => Replace(Xml, old, replacement);

    public static string Replace(string xml, string old, string replacement)
    {
        var at = xml.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The sample does not hold '{old}'.");
        return xml[..at] + replacement + xml[(at + old.Length)..];
    }

    public static InvoiceDocument Accepted(string xml)
    {
        var result = UblReader.Read(Encoding.UTF8.GetBytes(xml));
        return Assert.IsType<ReadResult.Accepted>(result).Document;
    }

    public static IReadOnlyList<Finding> Refused(string xml) => Refused(Encoding.UTF8.GetBytes(xml));

    public static IReadOnlyList<Finding> Refused(byte[] xml)
    {
        var findings = Assert.IsType<ReadResult.Refused>(UblReader.Read(xml)).Findings;
        Assert.NotEmpty(findings);
        return findings;
    }

    /// <summary>The file is refused for this rule, among others perhaps.</summary>
    public static Finding RefusedFor(string ruleId, string xml)
    {
        var findings = Refused(xml);
        var finding = findings.FirstOrDefault(f => f.RuleId == ruleId);
        Assert.True(finding is not null, $"Expected {ruleId}, got {string.Join(", ", findings.Select(f => f.RuleId))}.");
        return finding;
    }

    /// <summary>The document breaks exactly these rules of severity error.</summary>
    public static void Breaks(InvoiceDocument document, params string[] ruleIds) =>
        Assert.Equal(
            ruleIds.Order(StringComparer.Ordinal),
            RuleBook.Check(document).Where(f => f.Severity == Severity.Error).Select(f => f.RuleId).Distinct().Order(StringComparer.Ordinal));
}
