using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>Allowances and charges say why: BR-33, 38, 42, 44, and BR-CO-21 to 24, which demand the same.</summary>
internal static class ReasonRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        .. Twice("BR-33", "BR-CO-21", "BT-97/98", "A document level allowance", d => Missing(d.Allowances.Select(allowance => (allowance.Reason, allowance.ReasonCode)), "BG-20")),
        .. Twice("BR-38", "BR-CO-22", "BT-104/105", "A document level charge", d => Missing(d.Charges.Select(charge => (charge.Reason, charge.ReasonCode)), "BG-21")),
        .. Twice("BR-42", "BR-CO-23", "BT-139/140", "A line allowance", d => Missing(d.Lines.SelectMany(line => line.Allowances).Select(allowance => (allowance.Reason, allowance.ReasonCode)), "BG-27")),
        .. Twice("BR-44", "BR-CO-24", "BT-144/145", "A line charge", d => Missing(d.Lines.SelectMany(line => line.Charges).Select(charge => (charge.Reason, charge.ReasonCode)), "BG-28")),
    ];

    // The standard has both, and so do CEN's verdicts.
    private static Rule[] Twice(string id, string second, string field, string subject, Func<InvoiceDocument, IEnumerable<Fault>> check) =>
    [
        new(id, field, $"{subject} has a reason or a reason code.", check),
        new(second, field, $"{subject} has a reason, a reason code or both.", check),
    ];

    private static IEnumerable<Fault> Missing(IEnumerable<(string? Reason, string? Code)> reasons, string group) =>
        reasons.Select((reason, index) => (reason, index))
            .Where(item => string.IsNullOrWhiteSpace(item.reason.Reason) && string.IsNullOrWhiteSpace(item.reason.Code))
            .Select(item => new Fault(null, "Write a reason.", Show.Place(group, item.index)));
}
