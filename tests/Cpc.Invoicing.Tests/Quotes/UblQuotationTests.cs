using System.Text;
using System.Xml.Linq;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Tests.Cbor;
using Cpc.Invoicing.Ubl;
using CsCheck;

namespace Cpc.Invoicing.Tests.Quotes;

public class UblQuotationTests
{
    private static readonly QuoteDocument Sample = SampleQuote.Document;

    private static readonly string Xml = Encoding.UTF8.GetString(Repository.Sample("quote.xml"));

    [Fact]
    public void The_sample_is_read_and_written_as_it_is()
    {
        var accepted = Assert.IsType<QuoteReadResult.Accepted>(UblQuotationReader.Read(Repository.Sample("quote.xml")));
        Assert.Equal(Sample, accepted.Quote);
        Assert.Empty(accepted.Warnings);
        Assert.Equal(Xml, Encoding.UTF8.GetString(Written(Sample).Span));
    }

    [Fact]
    public void Whatever_a_reader_gives_is_written_so_that_it_reads_the_same() =>
        Gen.Byte.Array[0, 600].Sample(choices =>
        {
            var quote = new DocumentMaker(choices, asRead: true).Quote();
            if (UblWriter.Write(quote) is UblWriteResult.Written written) Assert.Equal(AsUblReads(quote), UblQuotationReader.Parse(written.Xml.Memory, out _));
        });

    [Theory]
    [InlineData("<cbc:Note>", "<cbc:TestNote/><cbc:Note>", UblRules.Element)]
    [InlineData("<cbc:EndDate>2026-02-12</cbc:EndDate>", "", "CPC-QUOTE-VALIDITY")]
    [InlineData("2026-02-12", "2026-01-11", "CPC-QUOTE-VALIDITY")]
    [InlineData("2026-02-12", "2026-02-30", UblRules.Value)]
    [InlineData("0195a6b2-7c00-7abc-8def-0123456789ab", "0195a6b2-7c00-4abc-8def-0123456789ab", UblRules.Value)]
    [InlineData(">5555", ">555", UblRules.Value)]
    [InlineData("BLAKE3", "SHA-1", UblRules.Value)]
    [InlineData("<cbc:DocumentTypeCode>310<", "<cbc:DocumentTypeCode>311<", "UBL-SR-43")]
    [InlineData("<cbc:PricingCurrencyCode>EUR<", "<cbc:PricingCurrencyCode>SEK<", UblRules.Currency)]
    [InlineData("<cbc:PayableAmount currencyID=\"EUR\">4039.21", "<cbc:PayableAmount currencyID=\"EUR\">4039.22", "BR-CO-16")]
    [InlineData("Quotation-2", "Invoice-2", UblRules.Root)]
    public void A_change_is_refused_by_name(string old, string replacement, string rule)
    {
        var refused = Assert.IsType<QuoteReadResult.Refused>(UblQuotationReader.Read(Encoding.UTF8.GetBytes(SampleInvoice.Replace(Xml, old, replacement))));
        Assert.Contains(refused.Findings, finding => finding.RuleId == rule);
    }

    [Fact]
    public void A_quote_is_valid_on_the_day_it_is_issued_at_least()
    {
        Assert.Empty(QuoteRules.Check(Sample with { ValidUntil = Sample.IssueDate }));
        Assert.Equal([QuoteRules.Validity], QuoteRules.Check(Sample with { ValidUntil = Sample.IssueDate.AddDays(-1) }).Select(finding => finding.RuleId));
    }

    [Fact]
    public void Amounts_in_another_currency_have_no_place()
    {
        var foreign = Sample with { Totals = Sample.Totals with { VatInAccountingCurrency = 1 } };
        Assert.Equal([QuoteRules.Currency], QuoteRules.Check(foreign).Select(finding => finding.RuleId));
        Assert.IsType<UblWriteResult.Refused>(UblWriter.Write(foreign));
    }

    [Fact]
    public void The_invoice_that_it_would_become_has_its_amounts()
    {
        var invoice = Sample.AsInvoice();
        Assert.Equal(SampleInvoice.Document.Totals, invoice.Totals);
        Assert.Equal(SampleInvoice.Document.Lines.Select(line => line.NetAmount), invoice.Lines.Select(line => line.NetAmount));
        Assert.Empty(RuleBook.Check(invoice));
    }

    [Fact]
    public void Whatever_element_or_text_is_missing_there_is_an_answer()
    {
        var count = XElement.Parse(Xml).Descendants().Count();
        for (var i = 0; i < count; i++)
        {
            var removed = XElement.Parse(Xml);
            removed.Descendants().ElementAt(i).Remove();
            Assert.NotNull(UblQuotationReader.Read(Encoding.UTF8.GetBytes(removed.ToString())));
        }
    }

    private static ByteString Written(QuoteDocument quote) => Assert.IsType<UblWriteResult.Written>(UblWriter.Write(quote)).Xml;

    // The elements that UBL's schema demands and the model does not.
    private static QuoteDocument AsUblReads(QuoteDocument q) => q with
    {
        Totals = q.Totals with { Vat = q.Totals.Vat ?? (q.VatBreakdowns.Count > 0 ? 0 : null) },
        Lines = q.Lines.Select(line => line with
        {
            Price = line.Price with
            {
                Discount = line.Price.Discount ?? (line.Price.GrossPrice is null ? null : 0),
                BaseQuantity = line.Price.BaseQuantity ?? (line.Price.BaseQuantityUnitCode is null ? null : 1),
            },
        }).ToValueList(),
    };
}
