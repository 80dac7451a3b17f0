using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>One named rule about a whole document.</summary>
public sealed class Rule
{
    private readonly Func<InvoiceDocument, IEnumerable<Fault>> _check;

    internal Rule(
        string id, string field, string text, Func<InvoiceDocument, IEnumerable<Fault>> check, Severity severity = Severity.Error)
    {
        Id = id;
        Field = field;
        Text = text;
        Severity = severity;
        _check = check;
    }

    /// <summary>The standard's name: BR-CO-10.</summary>
    public string Id { get; }

    /// <summary>The business term or group it is about.</summary>
    public string Field { get; }

    /// <summary>What must hold.</summary>
    public string Text { get; }

    public Severity Severity { get; }

    /// <summary>A finding for each place where the document breaks the rule; none where it keeps it.</summary>
    public IEnumerable<Finding> Check(InvoiceDocument document) =>
        _check(document).Select(fault => new Finding(Id, Field, fault.Value, $"{Text} {fault.Remedy}", Severity, fault.Location));
}
