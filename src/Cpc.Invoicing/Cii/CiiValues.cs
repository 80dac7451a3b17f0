using Cpc.Invoicing.Model;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Cii;

/// <summary>Values that CII writes in its own way: dates, periods, indicators, identifiers with or without a scheme.</summary>
internal static class CiiValues
{
    /// <summary>UNTDID 2379: CCYYMMDD, the one format that EN 16931 allows.</summary>
    private const string DateFormat = "102";

    /// <summary>The date in a group of one date (DateTimeString, DateString).</summary>
    public static DateOnly? Date(Element? group, Values values)
    {
        if (group is null || group.Elements.Count == 0) return null;
        var element = group.Elements[0];
        if (element.Attribute("format") is var format && format != DateFormat)
        {
            values.Findings.Add(values.Rules.Value, element, format, $"The format of {element.Shape.Field} is not {DateFormat} (CCYYMMDD): write the date so.");
            return null;
        }

        return values.Date(element, "yyyyMMdd", "CCYYMMDD, such as 20260331");
    }

    /// <summary>BG-14 or BG-26; a group that stands without a day is an empty period, which BR-CO-19 and 20 refuse.</summary>
    public static Period? Period(Element? group, Values values) => group is null ? null : new Period
    {
        Start = Date(group.Child("ram:StartDateTime"), values),
        End = Date(group.Child("ram:EndDateTime"), values),
    };

    /// <summary>The indicator of an allowance or charge.</summary>
    public static Element? Indicator(Element allowanceOrCharge) => allowanceOrCharge.Find("ram:ChargeIndicator", "udt:Indicator");

    /// <summary>One identifier, which CII writes as GlobalID with a scheme or ID without.</summary>
    public static Identifier? Identifier(Element? party, Values values)
    {
        var local = Values.Identifier(party?.Child("ram:ID"));
        var global = Values.Identifier(party?.Child("ram:GlobalID"));
        if (local is not null && global is not null)
        {
            values.Findings.Add(values.Rules.Repeated, party!.Child("ram:ID")!, local.Value,
                $"{party.Child("ram:ID")!.Shape.Field} is given twice, as ID and GlobalID; EN 16931 has it once: keep one.");
        }

        return global ?? local;
    }
}
