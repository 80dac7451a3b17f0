using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>
/// BR-DEC: amounts have at most two decimals. CEN counts the digits as written, so "1.000" breaks the rule in a file;
/// a document that came as CBOR has its zeros already removed.
/// </summary>
internal static class DecimalRules
{
    private const int MaxDecimals = 2;

    public static IEnumerable<Rule> All { get; } =
    [
        Amounts("BR-DEC-01", "BT-92", d => d.Allowances.Select(allowance => (decimal?)allowance.Amount)),
        Amounts("BR-DEC-02", "BT-93", d => d.Allowances.Select(allowance => allowance.BaseAmount)),
        Amounts("BR-DEC-05", "BT-99", d => d.Charges.Select(charge => (decimal?)charge.Amount)),
        Amounts("BR-DEC-06", "BT-100", d => d.Charges.Select(charge => charge.BaseAmount)),
        Amounts("BR-DEC-09", "BT-106", d => [d.Totals.SumOfLines]),
        Amounts("BR-DEC-10", "BT-107", d => [d.Totals.SumOfAllowances]),
        Amounts("BR-DEC-11", "BT-108", d => [d.Totals.SumOfCharges]),
        Amounts("BR-DEC-12", "BT-109", d => [d.Totals.WithoutVat]),
        Amounts("BR-DEC-13", "BT-110", d => [d.Totals.Vat]),
        Amounts("BR-DEC-14", "BT-112", d => [d.Totals.WithVat]),
        Amounts("BR-DEC-15", "BT-111", d => [d.Totals.VatInAccountingCurrency]),
        Amounts("BR-DEC-16", "BT-113", d => [d.Totals.Paid]),
        Amounts("BR-DEC-17", "BT-114", d => [d.Totals.Rounding]),
        Amounts("BR-DEC-18", "BT-115", d => [d.Totals.DueForPayment]),
        Amounts("BR-DEC-19", "BT-116", d => d.VatBreakdowns.Select(breakdown => (decimal?)breakdown.TaxableAmount)),
        Amounts("BR-DEC-20", "BT-117", d => d.VatBreakdowns.Select(breakdown => (decimal?)breakdown.TaxAmount)),
        Amounts("BR-DEC-23", "BT-131", d => d.Lines.Select(line => (decimal?)line.NetAmount)),
        Amounts("BR-DEC-24", "BT-136", d => d.Lines.SelectMany(line => line.Allowances).Select(allowance => (decimal?)allowance.Amount)),
        Amounts("BR-DEC-25", "BT-137", d => d.Lines.SelectMany(line => line.Allowances).Select(allowance => allowance.BaseAmount)),
        Amounts("BR-DEC-27", "BT-141", d => d.Lines.SelectMany(line => line.Charges).Select(charge => (decimal?)charge.Amount)),
        Amounts("BR-DEC-28", "BT-142", d => d.Lines.SelectMany(line => line.Charges).Select(charge => charge.BaseAmount)),
    ];

    private static Rule Amounts(string id, string field, Func<InvoiceDocument, IEnumerable<decimal?>> amounts) =>
        new(id, field, $"{field} has at most two decimals.", d => amounts(d)
            .Where(amount => amount is { Scale: > MaxDecimals })
            .Select(amount => new Fault(Show.Amount(amount), "Round it to two decimals.")));
}
