using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Ubl;

namespace Cpc.Invoicing.Tests.Ubl;

/// <summary>What UBL can't say is refused by name; the samples are the twins that it can.</summary>
public class UblFitTests
{
    private static readonly InvoiceDocument Sample = SampleInvoice.Document;

    public static ValueList<Finding> Findings(InvoiceDocument document) =>
        UblWriter.Write(document) is UblWriteResult.Refused refused ? refused.Findings : [];

    [Fact]
    public void The_samples_fit()
    {
        Assert.Empty(Findings(Sample));
        Assert.Empty(Findings(SampleInvoice.CreditNote));
    }

    [Fact]
    public void The_due_date_of_a_credit_note_without_payment_instructions_is_not_lost_silently()
    {
        var due = SampleInvoice.CreditNote with { DueDate = new DateOnly(2026, 5, 1), Payment = null };
        Loses(due, "BT-9");
        Assert.Empty(Findings(due with { Payment = new PaymentInstructions { MeansCode = "30" } }));
    }

    [Theory]
    [InlineData("AAIX", "text")]
    [InlineData("aai", "text")]
    [InlineData("AAI", " ")]
    public void A_subject_code_that_UBL_can_not_write_is_refused(string code, string text) =>
        Loses(Sample with { Notes = [new InvoiceNote { SubjectCode = code, Text = text }] }, "BT-21");

    [Fact]
    public void A_note_that_would_be_read_as_a_subject_code_is_refused() =>
        Loses(Sample with { Notes = [new InvoiceNote { Text = "#AAI#text" }] }, "BT-22");

    [Fact]
    public void An_identifier_that_would_be_read_as_the_creditor_is_refused()
    {
        Loses(Sample with { Seller = Sample.Seller with { Identifiers = [new Identifier("DE98ZZZ", "SEPA")] } }, "BT-29/60");
        Loses(Sample with { Payee = new Payee { Name = "Factor", Identifier = new Identifier("DE98ZZZ", "sepa") } }, "BT-29/60");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("vat")]
    public void A_tax_registration_that_would_be_read_as_a_VAT_identifier_is_refused(string? scheme) =>
        Loses(Sample with { Seller = Sample.Seller with { TaxRegistration = new Identifier("123", scheme) } }, "BT-32");

    [Theory]
    [InlineData(null)]
    [InlineData("EUR")]
    public void A_second_VAT_total_in_the_same_currency_is_refused(string? currency) =>
        Loses(Sample with { VatAccountingCurrencyCode = currency, Totals = Sample.Totals with { VatInAccountingCurrency = 1 } }, "BT-111");

    private static void Loses(InvoiceDocument document, string field)
    {
        var finding = Assert.Single(Findings(document));
        Assert.Equal((UblRules.Loss, field), (finding.RuleId, finding.Field));
        Assert.Contains(": ", finding.Message, StringComparison.Ordinal);
    }
}
