using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;

namespace Cpc.Invoicing.Xml;

/// <summary>Collects findings up to a bound: a hostile file must not buy itself an endless report.</summary>
internal sealed class FindingList
{
    /// <summary>More than a person reads; the rest is only as much again of the same.</summary>
    public const int Max = 100;

    private readonly List<Finding> _findings = [];

    public bool IsEmpty => _findings.Count == 0;

    public void Add(string ruleId, string field, string? value, string message, string? location)
    {
        if (_findings.Count < Max) _findings.Add(new Finding(ruleId, field, value, message, Severity.Error, location));
    }

    /// <summary>A finding about an element.</summary>
    public void Add(string ruleId, Element element, string? value, string message) =>
        Add(ruleId, element.Shape.Field, value, message, element.Path);

    public ValueList<Finding> ToValueList() => _findings.ToValueList();
}
