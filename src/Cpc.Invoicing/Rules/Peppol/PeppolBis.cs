using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules.Peppol;

/// <summary>
/// Peppol BIS Billing 3.0: rules that hold only for a document whose specification identifier (BT-24) names it. A
/// business process (BT-23) of Peppol alone does not: XRechnung documents bear it too.
/// </summary>
internal static class PeppolBis
{
    public const string Specification = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";

    private const string Name = "urn:fdc:peppol.eu:2017:poacc:billing";
    private const string Process = "urn:fdc:peppol.eu:2017:poacc:billing:NN:1.0";

    public static bool IsNamedBy(string? specification) => specification is not null && specification.Contains(Name, StringComparison.Ordinal);

    /// <summary>A rule that asks only documents of Peppol BIS.</summary>
    public static Rule Rule(string id, string field, string text, Func<InvoiceDocument, IEnumerable<Fault>> check, Severity severity = Severity.Error) =>
        new(id, field, text, d => IsNamedBy(d.SpecificationIdentifier) ? check(d) : [], severity);

    /// <summary>A rule that holds or does not, with the value found where it does not.</summary>
    public static Rule Rule(string id, string field, string text, Func<InvoiceDocument, bool> holds, Func<InvoiceDocument, string?> value, string remedy) =>
        Rule(id, field, text, d => holds(d) ? [] : [new Fault(value(d), remedy)]);

    /// <summary>The two digits of the business process, or null where it has another form (R007).</summary>
    public static string? ProcessNumber(InvoiceDocument d)
    {
        var process = d.BusinessProcessType?.Trim() ?? "";
        var at = Process.IndexOf("NN", StringComparison.Ordinal);
        if (process.Length != Process.Length || !process.StartsWith(Process[..at], StringComparison.Ordinal) || !process.EndsWith(Process[(at + 2)..], StringComparison.Ordinal)) return null;
        var number = process.Substring(at, 2);
        return number.All(char.IsAsciiDigit) ? number : null;
    }
}
