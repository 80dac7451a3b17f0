namespace Cpc.Invoicing.Rules;

/// <summary>BR-51, BR-61, and BR-CO-25, which CEN's artefacts check no more since 1.3.16: a warning.</summary>
internal static class PaymentRules
{
    /// <summary>PCI DSS: at most the first six and last four digits of a card number may be shown.</summary>
    private const int MaxCardNumberLength = 10;

    public static IEnumerable<Rule> All { get; } =
    [
        new("BR-51", "BT-87", "No more of a card number is given than its first six and last four digits.", d =>
            d.Payment?.Card is { PrimaryAccountNumber.Length: > MaxCardNumberLength } ? [new Fault(null, "Shorten it to the last digits.")] : []),
        new("BR-61", "BT-84", "A credit transfer (BT-81 is 30 or 58) names the account to pay to.", d =>
            d.Payment is { MeansCode: "30" or "58", CreditTransfers.Count: 0 } ? [new Fault(d.Payment.MeansCode, "Add the account identifier, such as the IBAN.")] : []),
        new("BR-CO-25", "BT-9/20", "An invoice with an amount due (BT-115) above zero has a due date (BT-9) or payment terms (BT-20).", d =>
            !d.IsCreditNote && d.Totals.DueForPayment > 0 && d.DueDate is null && string.IsNullOrWhiteSpace(d.PaymentTerms) ? [new Fault(Show.Amount(d.Totals.DueForPayment), "Add one of them.")] : [], Severity.Warning),
    ];
}
