using Cpc.Invoicing.Model;
using Cpc.Invoicing.Ubl;

namespace Cpc.Invoicing.Xml;

/// <summary>The rules of EN 16931 that demand an element or attribute: checked on the tree, before there is a document.</summary>
internal static class Presence
{
    /// <summary>All rules that allow-lists name as demanding something, for documentation.</summary>
    public static ValueList<string> RuleIds(params IEnumerable<Shape> shapes) => [.. shapes.SelectMany(Rules).Distinct().Order(StringComparer.Ordinal)];

    public static void Check(Element element, FindingList findings, bool isCharge = false)
    {
        isCharge |= Values.SaysCharge(element.Child("cbc:ChargeIndicator") ?? element.Find("ram:ChargeIndicator", "udt:Indicator"));
        foreach (var shape in element.Shape.Children.Values)
        {
            if (shape.RequiredBy is not { } rule) continue;
            var present = false;
            // A group that stands empty is there; what it lacks is told below.
            foreach (var child in element.Elements) present |= ReferenceEquals(child.Shape, shape) && (child.HasContent || shape.IsAggregate);
            if (present) continue;
            findings.Add(Choose(rule, isCharge), shape.Field, null,
                $"{shape.Name} ({shape.Field}) is missing or empty: add it to {element.Shape.Name}.", $"{element.Path}/{shape.Name}");
        }

        foreach (var attribute in element.Shape.Attributes)
        {
            if (attribute.RequiredBy is null || element.Attribute(attribute.Name) is not null) continue;
            findings.Add(attribute.RequiredBy, $"{element.Shape.Field}/@{attribute.Name}", null,
                $"The attribute {attribute.Name} of {element.Shape.Name} ({element.Shape.Field}) is missing: add it.", element.Path);
        }

        foreach (var child in element.Elements)
        {
            // A leaf without text says nothing; an empty group still lacks what it demands.
            if (child.HasContent || child.Shape.IsAggregate) Check(child, findings, isCharge);
        }
    }

    /// <summary>R008: every element without elements or text.</summary>
    public static void CheckEmpty(Element element, FindingList findings)
    {
        if (element.Elements.Count == 0 && element.Text.Length == 0)
        {
            findings.Add(UblRules.PeppolEmpty, element, null, $"{element.Shape.Name} ({element.Shape.Field}) is empty: fill it in or remove it.");
        }

        foreach (var child in element.Elements) CheckEmpty(child, findings);
    }

    // "BR-31/BR-36": the first is about allowances, the second about charges.
    private static string Choose(string rule, bool isCharge)
    {
        var slash = rule.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return rule;
        return isCharge ? rule[(slash + 1)..] : rule[..slash];
    }

    private static IEnumerable<string> Rules(Shape shape)
    {
        foreach (var child in shape.Children.Values)
        {
            foreach (var rule in child.RequiredBy?.Split('/') ?? []) yield return rule;
            foreach (var attribute in child.Attributes)
            {
                if (attribute.RequiredBy is { } rule) yield return rule;
            }

            foreach (var rule in Rules(child)) yield return rule;
        }
    }
}
