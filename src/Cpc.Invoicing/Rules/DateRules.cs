using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>Periods and the VAT point: BR-29, BR-30, BR-CO-03, BR-CO-19, BR-CO-20.</summary>
internal static class DateRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        new("BR-29", "BT-74", "The invoicing period does not end before it begins.", d => Reversed(d.InvoicingPeriod, null)),
        new("BR-30", "BT-135", "A line period does not end before it begins.", d =>
            d.Lines.SelectMany((line, i) => Reversed(line.Period, Show.Place("BG-25", i)))),
        new("BR-CO-03", "BT-7", "The VAT point is given as a date (BT-7) or as a code (BT-8), not both.", d =>
            d.VatPointDate is { } date && d.VatPointDateCode is not null ? [new Fault(Show.Date(date), "Remove one of them.")] : []),
        new("BR-CO-19", "BG-14", "An invoicing period has a start or an end.", d => Empty(d.InvoicingPeriod, null)),
        new("BR-CO-20", "BG-26", "A line period has a start or an end.", d =>
            d.Lines.SelectMany((line, i) => Empty(line.Period, Show.Place("BG-25", i)))),
    ];

    private static IEnumerable<Fault> Reversed(Period? period, string? location) =>
        period is { Start: { } start, End: { } end } && end < start
            ? [new Fault($"{Show.Date(start)} to {Show.Date(end)}", "Exchange or correct the two dates.", location)]
            : [];

    private static IEnumerable<Fault> Empty(Period? period, string? location) =>
        period is { Start: null, End: null } ? [new Fault(null, "Give one or leave the period out.", location)] : [];
}
