using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules.Peppol;

/// <summary>What Peppol demands of amounts, periods and prices: R040 to R046, R110 to R130.</summary>
internal static class PeppolAmountRules
{
    /// <summary>Peppol's slack in currency units, both ends included.</summary>
    private const decimal Slack = 0.02m;

    public static IEnumerable<Rule> All { get; } =
    [
        PeppolBis.Rule("PEPPOL-EN16931-R040", "BG-20/21/27/28", "The amount of an allowance or charge is its base amount × percentage / 100.", d => Adjustments(d)
            .Where(item => item is { Base: { } basis, Percentage: { } percentage } && Math.Abs(item.Amount - (basis * percentage / 100)) > Slack)
            .Select(item => new Fault(Show.Amount(item.Amount), $"Calculated: {Show.Amount(Rounding.ToCents(item.Base!.Value * item.Percentage!.Value / 100))}.", item.Place))),
        PeppolBis.Rule("PEPPOL-EN16931-R041", "BT-93/100/137/142", "An allowance or charge with a percentage has a base amount.", d => Adjustments(d)
            .Where(item => item is { Base: null, Percentage: not null })
            .Select(item => new Fault(Show.Amount(item.Percentage), "Add the base amount or remove the percentage.", item.Place))),
        PeppolBis.Rule("PEPPOL-EN16931-R042", "BT-94/101/138/143", "An allowance or charge with a base amount has a percentage.", d => Adjustments(d)
            .Where(item => item is { Base: not null, Percentage: null })
            .Select(item => new Fault(Show.Amount(item.Base), "Add the percentage or remove the base amount.", item.Place))),
        PeppolBis.Rule("PEPPOL-EN16931-R046", "BT-146", "The net price is the gross price − the discount, if there is a gross price.", d => Lines(d,
            line => line.Price.GrossPrice is { } gross && line.Price.NetPrice != gross - (line.Price.Discount ?? 0), line => Show.Amount(line.Price.NetPrice), "Correct one of the three.")),
        PeppolBis.Rule("PEPPOL-EN16931-R110", "BT-134", "A line period does not begin before the invoicing period (BT-73).", d => Lines(d,
            line => line.Period?.Start < d.InvoicingPeriod?.Start, line => Show.Date(line.Period!.Start!.Value), "Correct one of the periods.")),
        PeppolBis.Rule("PEPPOL-EN16931-R111", "BT-135", "A line period does not end after the invoicing period (BT-74).", d => Lines(d,
            line => line.Period?.End > d.InvoicingPeriod?.End, line => Show.Date(line.Period!.End!.Value), "Correct one of the periods.")),
        PeppolBis.Rule("PEPPOL-EN16931-R120", "BT-131", "The line net amount is quantity × net price / base quantity − allowances + charges.", d => LineRules.Calculation(d, Slack)),
        PeppolBis.Rule("PEPPOL-EN16931-R121", "BT-149", "A base quantity is above zero.", d => Lines(d,
            line => line.Price.BaseQuantity <= 0, line => Show.Amount(line.Price.BaseQuantity), "Correct it or leave it out.")),
        PeppolBis.Rule("PEPPOL-EN16931-R130", "BT-150", "The unit of the base quantity is that of the quantity (BT-130).", d => Lines(d,
            line => line.Price.BaseQuantityUnitCode is { } unit && unit != line.UnitCode, line => line.Price.BaseQuantityUnitCode, "Write the same unit.")),
    ];

    private static IEnumerable<(decimal Amount, decimal? Base, decimal? Percentage, string Place)> Adjustments(InvoiceDocument d) =>
    [
        .. d.Allowances.Select((item, i) => (item.Amount, item.BaseAmount, item.Percentage, Show.Place("BG-20", i))),
        .. d.Charges.Select((item, i) => (item.Amount, item.BaseAmount, item.Percentage, Show.Place("BG-21", i))),
        .. d.Lines.SelectMany((line, i) => line.Allowances.Select(item => (item.Amount, item.BaseAmount, item.Percentage, Show.Place("BG-25", i)))),
        .. d.Lines.SelectMany((line, i) => line.Charges.Select(item => (item.Amount, item.BaseAmount, item.Percentage, Show.Place("BG-25", i)))),
    ];

    private static IEnumerable<Fault> Lines(InvoiceDocument d, Func<InvoiceLine, bool> isWrong, Func<InvoiceLine, string?> value, string remedy) =>
        d.Lines.Select((line, i) => (line, i)).Where(pair => isWrong(pair.line)).Select(pair => new Fault(value(pair.line), remedy, Show.Place("BG-25", pair.i)));
}
