namespace Cpc.Invoicing.Rules;

/// <summary>Allowances and charges say why: BR-33, 38, 42, 44. CEN reports each a second time as BR-CO-21 to 24; once is enough.</summary>
internal static class ReasonRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        new("BR-33", "BT-97/98", "A document level allowance has a reason or a reason code (also BR-CO-21).", d =>
            Missing(d.Allowances.Select(allowance => (allowance.Reason, allowance.ReasonCode)), "BG-20")),
        new("BR-38", "BT-104/105", "A document level charge has a reason or a reason code (also BR-CO-22).", d =>
            Missing(d.Charges.Select(charge => (charge.Reason, charge.ReasonCode)), "BG-21")),
        new("BR-42", "BT-139/140", "A line allowance has a reason or a reason code (also BR-CO-23).", d =>
            Missing(d.Lines.SelectMany(line => line.Allowances).Select(allowance => (allowance.Reason, allowance.ReasonCode)), "BG-27")),
        new("BR-44", "BT-144/145", "A line charge has a reason or a reason code (also BR-CO-24).", d =>
            Missing(d.Lines.SelectMany(line => line.Charges).Select(charge => (charge.Reason, charge.ReasonCode)), "BG-28")),
    ];

    private static IEnumerable<Fault> Missing(IEnumerable<(string? Reason, string? Code)> reasons, string group) =>
        reasons.Select((reason, index) => (reason, index))
            .Where(item => string.IsNullOrWhiteSpace(item.reason.Reason) && string.IsNullOrWhiteSpace(item.reason.Code))
            .Select(item => new Fault(null, "Write a reason.", Show.Place(group, item.index)));
}
