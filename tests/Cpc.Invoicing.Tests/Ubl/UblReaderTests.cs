using Cpc.Invoicing.Cbor;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Ubl;
using Cpc.Invoicing.Xml;
using CsCheck;

namespace Cpc.Invoicing.Tests.Ubl;

public class UblReaderTests
{
    [Fact]
    public void The_sample_invoice_is_read_field_by_field()
    {
        var d = SampleInvoice.Document;
        Assert.Equal(DocumentKind.Invoice, d.Kind);
        Assert.Equal("MB-2026-0042", d.Number);
        Assert.Equal(new DateOnly(2026, 3, 2), d.IssueDate);
        Assert.Equal(new DateOnly(2026, 4, 1), d.DueDate);
        Assert.Equal("380", d.TypeCode);
        Assert.Equal([new InvoiceNote { SubjectCode = "AAI", Text = "Thank you for buying from a cooperative." }], d.Notes);
        Assert.Equal("LH-2026-118", d.PurchaseOrderReference);
        Assert.Equal("AB-2026-077", d.SalesOrderReference);
        Assert.Equal("DE123456789", d.Seller.VatIdentifier);
        Assert.Equal(new Identifier("eingang@lindenhof.example", "EM"), d.Buyer.ElectronicAddress);
        Assert.Equal("Altstadt", d.Delivery!.Address!.City);
        Assert.Equal("DE02120300000000202051", d.Payment!.CreditTransfers[0].AccountIdentifier);
        Assert.Equal("SEPA credit transfer", d.Payment.MeansText);
        Assert.Equal(100m, Assert.Single(d.Allowances).Amount);
        Assert.Equal(24.5m, Assert.Single(d.Charges).Amount);
        Assert.Equal(4039.21m, d.Totals.DueForPayment);
        Assert.Equal(2, d.VatBreakdowns.Count);
        Assert.Equal(3, d.Lines.Count);
        Assert.Equal("HUR", d.Lines[0].UnitCode);
        Assert.Equal(63.6m, d.Lines[2].Allowances[0].Amount);
        Assert.StartsWith("date,hours", System.Text.Encoding.UTF8.GetString(d.SupportingDocuments[0].Attachment!.Content.Span), StringComparison.Ordinal);
        Assert.Empty(RuleBook.Check(d));
    }

    [Fact]
    public void The_sample_credit_note_is_read_with_its_preceding_invoice()
    {
        var d = SampleInvoice.CreditNote;
        Assert.Equal(DocumentKind.CreditNote, d.Kind);
        Assert.Equal("381", d.TypeCode);
        Assert.Equal([new PrecedingInvoice { Number = "MB-2026-0042", IssueDate = new DateOnly(2026, 3, 2) }], d.PrecedingInvoices);
        Assert.Equal(0.5m, d.Lines[0].Quantity);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    public void A_charge_may_be_indicated_by_word_or_digit(string indicator)
    {
        var xml = SampleInvoice.With("<cbc:ChargeIndicator>true<", $"<cbc:ChargeIndicator>{indicator}<");
        Assert.Single(SampleInvoice.Accepted(xml).Charges);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("false")]
    public void An_allowance_may_be_indicated_by_word_or_digit(string indicator)
    {
        var xml = SampleInvoice.With("<cbc:ChargeIndicator>false<", $"<cbc:ChargeIndicator>{indicator}<");
        Assert.Single(SampleInvoice.Accepted(xml).Allowances);
    }

    [Fact]
    public void UBL_version_2_1_is_accepted()
    {
        SampleInvoice.Accepted(SampleInvoice.With("<cbc:CustomizationID>", "<cbc:UBLVersionID>2.1</cbc:UBLVersionID><cbc:CustomizationID>"));
    }

    [Fact]
    public void Several_accounts_in_repeated_payment_means_are_one_group()
    {
        var xml = SampleInvoice.With("</cac:PaymentMeans>", "</cac:PaymentMeans><cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode>"
            + "<cac:PayeeFinancialAccount><cbc:ID>DE75512108001245126199</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>");
        Assert.Equal(2, SampleInvoice.Accepted(xml).Payment!.CreditTransfers.Count);
    }

    [Fact]
    public void A_creditor_identifier_is_no_seller_identifier()
    {
        var xml = SampleInvoice.With("<cac:PostalAddress>", "<cac:PartyIdentification><cbc:ID schemeID=\"SEPA\">DE98ZZZ09999999999</cbc:ID></cac:PartyIdentification><cac:PostalAddress>");
        var d = SampleInvoice.Accepted(xml);
        Assert.Empty(d.Seller.Identifiers);
        Assert.Equal("DE98ZZZ09999999999", d.Payment!.DirectDebit!.CreditorIdentifier);
    }

    [Fact]
    public void A_tax_total_in_accounting_currency_is_BT_111()
    {
        var xml = SampleInvoice.Replace(
            SampleInvoice.With("<cbc:AccountingCost>", "<cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode><cbc:AccountingCost>"),
            "<cac:LegalMonetaryTotal>",
            "<cac:TaxTotal><cbc:TaxAmount currencyID=\"SEK\">7900.00</cbc:TaxAmount></cac:TaxTotal><cac:LegalMonetaryTotal>");
        Assert.Equal(7900m, SampleInvoice.Accepted(xml).Totals.VatInAccountingCurrency);
    }

    [Fact]
    public void Markup_characters_in_a_text_are_read() =>
        Assert.Equal("a & <b>", SampleInvoice.Accepted(SampleInvoice.With(">LH-EK-3<", ">a &amp; &lt;b&gt;<")).BuyerReference);

    [Fact]
    public void Comments_and_a_byte_order_mark_change_nothing() =>
        Assert.Equal(SampleInvoice.Document, SampleInvoice.Accepted("\uFEFF" + SampleInvoice.With("<cac:Price>", "<!-- x --><cac:Price>")));

    [Fact]
    public void Bytes_changed_anywhere_never_throw() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Byte, Gen.Int[0, 40]).Sample((position, value, removed) =>
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(SampleInvoice.Xml).ToList();
            var at = position % (bytes.Count - 50);
            bytes.RemoveRange(at, removed);
            bytes.Insert(at, value);
            if (UblReader.Read(bytes.ToArray()) is ReadResult.Accepted accepted)
            {
                // What is accepted can be encoded and comes back.
                Assert.Null(DocumentCodec.Decode(DocumentCodec.Encode(Envelopes.Of(accepted.Document)), out var decoded));
                Assert.Equal(accepted.Document, decoded!.Content);
            }
        }, iter: 3000);

    [Fact]
    public void Amounts_that_differ_in_trailing_zeros_are_equal()
    {
        Assert.Equal(SampleInvoice.Document, SampleInvoice.Accepted(SampleInvoice.With(">100.00<", ">100<")));
    }
}
