using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Cbor;

/// <summary>Allowances, charges, totals, VAT breakdown.</summary>
internal static class TotalsShapes
{
    public static DocumentAllowanceOrCharge AllowanceOrCharge(MapShape shape, DocumentAllowanceOrCharge? item) => new()
    {
        Amount = shape.Number(1, item?.Amount),
        BaseAmount = shape.OptionalNumber(2, item?.BaseAmount),
        Percentage = shape.OptionalNumber(3, item?.Percentage),
        Reason = shape.OptionalText(4, item?.Reason),
        ReasonCode = shape.OptionalText(5, item?.ReasonCode),
        VatCategory = shape.Enumeration(6, item?.VatCategory),
        VatRate = shape.OptionalNumber(7, item?.VatRate),
    };

    public static LineAllowanceOrCharge LineAllowanceOrCharge(MapShape shape, LineAllowanceOrCharge? item) => new()
    {
        Amount = shape.Number(1, item?.Amount),
        BaseAmount = shape.OptionalNumber(2, item?.BaseAmount),
        Percentage = shape.OptionalNumber(3, item?.Percentage),
        Reason = shape.OptionalText(4, item?.Reason),
        ReasonCode = shape.OptionalText(5, item?.ReasonCode),
    };

    public static DocumentTotals Totals(MapShape shape, DocumentTotals? totals) => new()
    {
        SumOfLines = shape.Number(1, totals?.SumOfLines),
        SumOfAllowances = shape.OptionalNumber(2, totals?.SumOfAllowances),
        SumOfCharges = shape.OptionalNumber(3, totals?.SumOfCharges),
        WithoutVat = shape.Number(4, totals?.WithoutVat),
        Vat = shape.OptionalNumber(5, totals?.Vat),
        VatInAccountingCurrency = shape.OptionalNumber(6, totals?.VatInAccountingCurrency),
        WithVat = shape.Number(7, totals?.WithVat),
        Paid = shape.OptionalNumber(8, totals?.Paid),
        Rounding = shape.OptionalNumber(9, totals?.Rounding),
        DueForPayment = shape.Number(10, totals?.DueForPayment),
    };

    public static VatBreakdown VatBreakdown(MapShape shape, VatBreakdown? breakdown) => new()
    {
        TaxableAmount = shape.Number(1, breakdown?.TaxableAmount),
        TaxAmount = shape.Number(2, breakdown?.TaxAmount),
        Category = shape.Enumeration(3, breakdown?.Category),
        Rate = shape.OptionalNumber(4, breakdown?.Rate),
        ExemptionReason = shape.OptionalText(5, breakdown?.ExemptionReason),
        ExemptionReasonCode = shape.OptionalText(6, breakdown?.ExemptionReasonCode),
    };
}
