using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;

namespace Cpc.Invoicing.Tests.Rules;

/// <summary>One broken document for each family of rules; the sample is the twin that keeps them.</summary>
public class RuleBookTests
{
    private static readonly InvoiceDocument Sample = SampleInvoice.Document;

    [Fact]
    public void Every_rule_has_its_own_name_and_a_text()
    {
        Assert.Equal(RuleBook.All.Count, RuleBook.All.Select(rule => rule.Id).Distinct().Count());
        Assert.All(RuleBook.All, rule => Assert.EndsWith(".", rule.Text, StringComparison.Ordinal));
        Assert.InRange(RuleBook.All.Count, 230, 250);
    }

    [Fact]
    public void A_blank_number_is_found() => SampleInvoice.Breaks(Sample with { Number = " " }, "BR-02");

    [Fact]
    public void A_document_without_lines_is_found() =>
        SampleInvoice.Breaks(Sample with { Lines = [] }, "BR-16", "BR-CO-10", "BR-S-08");

    [Fact]
    public void A_document_without_VAT_breakdown_is_found() =>
        SampleInvoice.Breaks(Sample with { VatBreakdowns = [] }, "BR-CO-18", "BR-S-01");

    [Fact]
    public void A_credit_note_code_on_an_invoice_is_found() => SampleInvoice.Breaks(Sample with { TypeCode = "381" }, "BR-CL-01");

    [Fact]
    public void Codes_outside_their_lists_are_found()
    {
        SampleInvoice.Breaks(Sample with { CurrencyCode = "EURO" }, "BR-CL-03", "BR-CL-04");
        SampleInvoice.Breaks(WithLine(line => line with { UnitCode = "pieces" }), "BR-CL-23");
        SampleInvoice.Breaks(Sample with { Buyer = Sample.Buyer with { Address = new PostalAddress { CountryCode = "de" } } }, "BR-CL-14");
        SampleInvoice.Breaks(Sample with { Payment = Sample.Payment! with { MeansCode = "99" } }, "BR-CL-16");
    }

    [Fact]
    public void Schemes_and_reasons_outside_their_lists_are_found()
    {
        var unknown = new Identifier("1", "XX");
        SampleInvoice.Breaks(Sample with { InvoicedObject = unknown }, "BR-CL-07");
        SampleInvoice.Breaks(Sample with { Buyer = Sample.Buyer with { Identifier = unknown } }, "BR-CL-10");
        SampleInvoice.Breaks(Sample with { Seller = Sample.Seller with { LegalRegistration = unknown } }, "BR-CL-11");
        SampleInvoice.Breaks(Sample with { Charges = [Sample.Charges[0] with { ReasonCode = "QQQ" }] }, "BR-CL-20");
        SampleInvoice.Breaks(WithLine(line => line with { Item = line.Item with { StandardIdentifier = unknown } }), "BR-CL-21");
        SampleInvoice.Breaks(Sample with { VatBreakdowns = [Sample.VatBreakdowns[0] with { ExemptionReasonCode = "VATEX-EU-X" }, Sample.VatBreakdowns[1]] }, "BR-CL-22", "BR-S-10");
        SampleInvoice.Breaks(Sample with { Seller = Sample.Seller with { ElectronicAddress = unknown } }, "BR-CL-25");
        SampleInvoice.Breaks(Sample with { Delivery = Sample.Delivery! with { Location = unknown } }, "BR-CL-26");
        SampleInvoice.Breaks(Sample with { InvoicedObject = new Identifier("1", "AVV"), Buyer = Sample.Buyer with { Identifier = new Identifier("4006381333931", "0088") } });
    }

    [Fact]
    public void A_payee_that_is_the_seller_is_found()
    {
        var seller = Sample.Seller with { TradingName = "Mill", Identifiers = [new Identifier("1", "0088")] };
        SampleInvoice.Breaks(Sample with { Seller = seller, Payee = new Payee { Name = "Mill" } }, "BR-17");
        SampleInvoice.Breaks(Sample with { Seller = seller, Payee = new Payee { Name = "Factor", Identifier = new Identifier("1") } }, "BR-17");
        SampleInvoice.Breaks(Sample with { Seller = seller, Payee = new Payee { Name = "Factor" } });
    }

    [Fact]
    public void A_blank_tax_identifier_is_none() =>
        SampleInvoice.Breaks(Sample with { Seller = Sample.Seller with { VatIdentifier = null, TaxRegistration = new Identifier(" ", "FC") } }, "BR-S-02", "BR-S-03", "BR-S-04");

    [Fact]
    public void Split_payment_outside_Italy_is_found()
    {
        var german = Sample with { Lines = Sample.Lines.Select(line => line with { VatCategory = VatCategory.TransferredVat }).ToValueList() };
        Assert.Contains(RuleBook.Check(german), finding => finding.RuleId == "BR-B-01");
        var italy = new PostalAddress { CountryCode = "IT" };
        var italian = german with
        {
            Seller = german.Seller with { Address = italy },
            Buyer = german.Buyer with { Address = italy },
            Delivery = null,
            Lines = german.Lines.Select(line => line with { Item = line.Item with { CountryOfOrigin = null } }).ToValueList(),
        };
        Assert.DoesNotContain(RuleBook.Check(italian), finding => finding.RuleId == "BR-B-01");
    }

    [Fact]
    public void An_amount_due_without_a_date_or_terms_is_a_warning()
    {
        var finding = Assert.Single(RuleBook.Check(Sample with { DueDate = null, PaymentTerms = null }));
        Assert.Equal(("BR-CO-25", Severity.Warning), (finding.RuleId, finding.Severity));
        Assert.Empty(RuleBook.Check(Sample with { DueDate = null, PaymentTerms = "30 days" }));
    }

    [Fact]
    public void More_than_two_decimals_are_found_as_written()
    {
        SampleInvoice.Breaks(Sample with { Totals = Sample.Totals with { DueForPayment = 4039.210m } }, "BR-DEC-18");
        SampleInvoice.Breaks(Sample with { Totals = Sample.Totals with { DueForPayment = 4039.21m } });
    }

    [Fact]
    public void A_negative_price_is_found() =>
        SampleInvoice.Breaks(WithLine(line => line with { Quantity = -40, Price = new PriceDetails { NetPrice = -85m } }), "BR-27");

    [Fact]
    public void A_period_that_ends_before_it_begins_is_found()
    {
        var reversed = new Period { Start = new DateOnly(2026, 3, 1), End = new DateOnly(2026, 2, 28) };
        SampleInvoice.Breaks(Sample with { InvoicingPeriod = reversed }, "BR-29");
        SampleInvoice.Breaks(WithLine(line => line with { Period = reversed }), "BR-30");
        SampleInvoice.Breaks(Sample with { InvoicingPeriod = new Period() }, "BR-CO-19");
    }

    [Fact]
    public void A_VAT_point_as_date_and_code_is_found() =>
        SampleInvoice.Breaks(Sample with { VatPointDate = Sample.IssueDate, VatPointDateCode = "35" }, "BR-CO-03");

    [Fact]
    public void A_VAT_identifier_without_country_is_found() =>
        SampleInvoice.Breaks(Sample with { Seller = Sample.Seller with { VatIdentifier = "123456789" } }, "BR-CO-09");

    [Fact]
    public void A_Greek_VAT_identifier_may_begin_with_EL() =>
        SampleInvoice.Breaks(Sample with { Seller = Sample.Seller with { VatIdentifier = "EL123456789" } });

    [Fact]
    public void A_seller_without_any_identifier_is_found() =>
        SampleInvoice.Breaks(
            Sample with
            {
                Seller = Sample.Seller with { VatIdentifier = null, LegalRegistration = null, TaxRegistration = new Identifier("12/345", "FC") },
            },
            "BR-CO-26");

    [Fact]
    public void A_credit_transfer_without_account_is_found() =>
        SampleInvoice.Breaks(Sample with { Payment = Sample.Payment! with { CreditTransfers = [] } }, "BR-61");

    [Fact]
    public void A_whole_card_number_is_found() =>
        SampleInvoice.Breaks(Sample with { Payment = Sample.Payment! with { Card = new PaymentCard { PrimaryAccountNumber = "4111111111111111" } } }, "BR-51");

    [Fact]
    public void An_allowance_without_reason_is_found() =>
        SampleInvoice.Breaks(Sample with { Allowances = [Sample.Allowances[0] with { Reason = null, ReasonCode = null }] }, "BR-33", "BR-CO-21");

    [Fact]
    public void An_accounting_currency_without_its_total_is_found() =>
        SampleInvoice.Breaks(Sample with { VatAccountingCurrencyCode = "SEK" }, "BR-53");

    [Theory]
    [InlineData(VatCategory.ZeroRated, false)]
    [InlineData(VatCategory.Exempt, true)]
    [InlineData(VatCategory.ReverseCharge, true)]
    [InlineData(VatCategory.IntraCommunitySupply, true)]
    [InlineData(VatCategory.ExportOutsideEu, true)]
    [InlineData(VatCategory.NotSubjectToVat, true)]
    public void A_category_without_tax_has_no_tax_and_says_why_where_it_must(VatCategory category, bool needsReason)
    {
        var prefix = category switch
        {
            VatCategory.ZeroRated => "BR-Z",
            VatCategory.Exempt => "BR-E",
            VatCategory.ReverseCharge => "BR-AE",
            VatCategory.IntraCommunitySupply => "BR-IC",
            VatCategory.ExportOutsideEu => "BR-G",
            _ => "BR-O",
        };
        decimal? rate = category == VatCategory.NotSubjectToVat ? null : 0m;
        var good = Untaxed(category, rate, needsReason ? "Reason" : null);
        SampleInvoice.Breaks(good);
        SampleInvoice.Breaks(Untaxed(category, rate, needsReason ? null : "Reason"), $"{prefix}-10");
        SampleInvoice.Breaks(good with { VatBreakdowns = [good.VatBreakdowns[0], good.VatBreakdowns[0]] }, $"{prefix}-01");
        SampleInvoice.Breaks(good with { VatBreakdowns = [good.VatBreakdowns[0] with { TaxableAmount = 112.19m }] }, $"{prefix}-08");
        SampleInvoice.Breaks(good with { Lines = [good.Lines[0] with { VatRate = category == VatCategory.NotSubjectToVat ? 0m : 7m }] }, $"{prefix}-05");
        var taxed = good with
        {
            VatBreakdowns = [good.VatBreakdowns[0] with { TaxAmount = 1m }],
            Totals = good.Totals with { Vat = 1m, WithVat = 113.2m, DueForPayment = 113.2m },
        };
        Assert.Contains(RuleBook.Check(taxed), finding => finding.RuleId == $"{prefix}-09");
    }

    [Theory]
    [InlineData(VatCategory.StandardRated, "BR-S-02", "BR-S-03", "BR-S-04")]
    [InlineData(VatCategory.ReverseCharge, "BR-AE-02")]
    [InlineData(VatCategory.IntraCommunitySupply, "BR-IC-02")]
    [InlineData(VatCategory.ExportOutsideEu, "BR-G-02")]
    public void A_category_whose_tax_identifiers_are_missing_is_found(VatCategory category, params string[] rules)
    {
        var document = category == VatCategory.StandardRated ? Sample : Untaxed(category, 0m, "Reason");
        SampleInvoice.Breaks(document);
        SampleInvoice.Breaks(WithoutVatIdentifiers(document), rules);
    }

    [Fact]
    public void A_VAT_identifier_in_a_document_not_subject_to_VAT_is_found()
    {
        var document = Untaxed(VatCategory.NotSubjectToVat, null, "Reason");
        SampleInvoice.Breaks(document with { Buyer = Sample.Buyer }, "BR-O-02");
    }

    [Fact]
    public void Not_subject_to_VAT_stands_alone()
    {
        var document = Untaxed(VatCategory.NotSubjectToVat, null, "Reason");
        Assert.Contains(RuleBook.Check(document with { Lines = [document.Lines[0], Sample.Lines[0]] }), finding => finding.RuleId == "BR-O-12");
        Assert.Contains(RuleBook.Check(document with { VatBreakdowns = [document.VatBreakdowns[0], Sample.VatBreakdowns[0]] }), finding => finding.RuleId == "BR-O-11");
    }

    [Fact]
    public void An_intra_community_supply_without_delivery_is_found() =>
        SampleInvoice.Breaks(
            Untaxed(VatCategory.IntraCommunitySupply, 0m, "Reason") with { Delivery = null, InvoicingPeriod = null }, "BR-IC-11", "BR-IC-12");

    [Fact]
    public void A_standard_rate_of_zero_is_found() =>
        Assert.Contains(RuleBook.Check(WithLine(line => line with { VatRate = 0m })), finding => finding.RuleId == "BR-S-05");

    private static InvoiceDocument WithLine(Func<InvoiceLine, InvoiceLine> change) =>
        Sample with { Lines = [change(Sample.Lines[0]), Sample.Lines[1], Sample.Lines[2]] };

    private static InvoiceDocument WithoutVatIdentifiers(InvoiceDocument d) => d with
    {
        Seller = d.Seller with { VatIdentifier = null },
        Buyer = d.Buyer with { VatIdentifier = null },
    };

    private static InvoiceDocument Untaxed(VatCategory category, decimal? rate, string? reason) =>
        (category == VatCategory.NotSubjectToVat ? WithoutVatIdentifiers(Sample) : Sample) with
        {
            Lines = [Sample.Lines[1] with { VatCategory = category, VatRate = rate }],
            Allowances = [],
            Charges = [],
            VatBreakdowns = [new VatBreakdown { Category = category, Rate = rate, TaxableAmount = 112.2m, TaxAmount = 0m, ExemptionReason = reason }],
            Totals = new DocumentTotals { SumOfLines = 112.2m, WithoutVat = 112.2m, Vat = 0m, WithVat = 112.2m, DueForPayment = 112.2m },
        };
}
