using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;

namespace Cpc.Invoicing.Tests.Rules;

public class ArithmeticTests
{
    private static readonly InvoiceDocument Sample = SampleInvoice.Document;

    [Fact]
    public void The_sample_keeps_every_rule() => SampleInvoice.Breaks(Sample);

    [Fact]
    public void A_wrong_sum_of_lines_is_found() =>
        SampleInvoice.Breaks(Sample with { Totals = Sample.Totals with { SumOfLines = 4412.21m } }, "BR-CO-10", "BR-CO-13");

    [Fact]
    public void A_wrong_sum_of_allowances_is_found() =>
        SampleInvoice.Breaks(Sample with { Totals = Sample.Totals with { SumOfAllowances = 100.01m } }, "BR-CO-11", "BR-CO-13");

    [Fact]
    public void A_missing_sum_of_allowances_is_found() =>
        SampleInvoice.Breaks(Sample with { Totals = Sample.Totals with { SumOfAllowances = null } }, "BR-CO-11", "BR-CO-13");

    [Fact]
    public void A_wrong_sum_of_charges_is_found() =>
        SampleInvoice.Breaks(Sample with { Totals = Sample.Totals with { SumOfCharges = 24.49m } }, "BR-CO-12", "BR-CO-13");

    [Fact]
    public void A_wrong_total_without_VAT_is_found() =>
        SampleInvoice.Breaks(Sample with { Totals = Sample.Totals with { WithoutVat = 4336.71m } }, "BR-CO-13", "BR-CO-15");

    [Fact]
    public void A_wrong_VAT_total_is_found() =>
        SampleInvoice.Breaks(Sample with { Totals = Sample.Totals with { Vat = 702.52m } }, "BR-CO-14", "BR-CO-15");

    [Fact]
    public void A_wrong_total_with_VAT_is_found() =>
        SampleInvoice.Breaks(Sample with { Totals = Sample.Totals with { WithVat = 5039.22m } }, "BR-CO-15", "BR-CO-16");

    [Fact]
    public void A_wrong_amount_due_is_found_and_the_right_one_named()
    {
        var wrong = Sample with { Totals = Sample.Totals with { DueForPayment = 4039.2m } };
        SampleInvoice.Breaks(wrong, "BR-CO-16");
        Assert.Contains("4039.21", Assert.Single(RuleBook.Check(wrong)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_taxable_amount_is_found() =>
        SampleInvoice.Breaks(WithBreakdown(0, b => b with { TaxableAmount = 3324.51m }), "BR-S-08");

    [Fact]
    public void A_tax_off_by_more_than_a_cent_a_line_is_found() =>
        SampleInvoice.Breaks(WithBreakdown(1, b => b with { TaxAmount = 70.90m }), "BR-CO-14", "BR-CO-17", "BR-S-09");

    [Fact]
    public void A_tax_off_by_a_cent_is_a_warning()
    {
        var document = WithBreakdown(1, b => b with { TaxAmount = 70.86m });
        Assert.Contains(RuleBook.Check(document), finding => finding is { RuleId: "CPC-VAT-CENT", Severity: Severity.Warning });
        SampleInvoice.Breaks(document, "BR-CO-14");
    }

    [Fact]
    public void A_negative_invoice_balances()
    {
        // Everything negated but the prices: a correction. The tie 631.655 now is a negative one.
        var d = Negated(Sample);
        SampleInvoice.Breaks(d);
        var towardsZero = d with
        {
            VatBreakdowns = [d.VatBreakdowns[0] with { TaxAmount = -631.65m }, d.VatBreakdowns[1]],
            Totals = d.Totals with { Vat = -702.50m, WithVat = -5039.20m, DueForPayment = -4039.20m },
        };
        SampleInvoice.Breaks(towardsZero);
    }

    [Fact]
    public void A_line_that_does_not_multiply_is_a_warning()
    {
        var line = Sample.Lines[0] with { Price = Sample.Lines[0].Price with { NetPrice = 86m } };
        var finding = Assert.Single(RuleBook.Check(Sample with { Lines = [line, Sample.Lines[1], Sample.Lines[2]] }));
        Assert.Equal(("CPC-LINE-NET", Severity.Warning), (finding.RuleId, finding.Severity));
    }

    [Fact]
    public void A_base_quantity_divides_the_price()
    {
        var line = Sample.Lines[0] with { Price = new PriceDetails { NetPrice = 8500m, BaseQuantity = 100m } };
        Assert.Empty(RuleBook.Check(Sample with { Lines = [line, Sample.Lines[1], Sample.Lines[2]] }));
    }

    [Fact]
    public void The_largest_numbers_do_not_overflow_a_rule()
    {
        const decimal Largest = 9_999_999_999_999m;
        var line = Sample.Lines[0] with
        {
            Quantity = Largest,
            NetAmount = Largest,
            VatRate = Largest,
            Price = new PriceDetails { NetPrice = Largest, BaseQuantity = 0.0000000001m },
        };
        var breakdown = Sample.VatBreakdowns[0] with { TaxableAmount = Largest, TaxAmount = -Largest, Rate = Largest };
        Assert.NotEmpty(RuleBook.Check(Sample with
        {
            Lines = Enumerable.Repeat(line, DocumentLimits.MaxLines).ToValueList(),
            VatBreakdowns = Enumerable.Repeat(breakdown, DocumentLimits.MaxRepetitions).ToValueList(),
        }));
    }

    private static InvoiceDocument WithBreakdown(int index, Func<VatBreakdown, VatBreakdown> change) =>
        Sample with { VatBreakdowns = Sample.VatBreakdowns.Select((breakdown, i) => i == index ? change(breakdown) : breakdown).ToValueList() };

    private static InvoiceDocument Negated(InvoiceDocument d) => d with
    {
        Lines = d.Lines.Select(line => line with
        {
            Quantity = -line.Quantity,
            NetAmount = -line.NetAmount,
            Allowances = line.Allowances.Select(allowance => allowance with { Amount = -allowance.Amount }).ToValueList(),
        }).ToValueList(),
        Allowances = d.Allowances.Select(allowance => allowance with { Amount = -allowance.Amount }).ToValueList(),
        Charges = d.Charges.Select(charge => charge with { Amount = -charge.Amount }).ToValueList(),
        VatBreakdowns = d.VatBreakdowns.Select(breakdown => breakdown with { TaxableAmount = -breakdown.TaxableAmount, TaxAmount = -breakdown.TaxAmount }).ToValueList(),
        Totals = new DocumentTotals
        {
            SumOfLines = -d.Totals.SumOfLines,
            SumOfAllowances = -d.Totals.SumOfAllowances,
            SumOfCharges = -d.Totals.SumOfCharges,
            WithoutVat = -d.Totals.WithoutVat,
            Vat = -d.Totals.Vat,
            WithVat = -d.Totals.WithVat,
            Paid = -d.Totals.Paid,
            DueForPayment = -d.Totals.DueForPayment,
        },
    };
}
