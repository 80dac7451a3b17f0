using System.Text;
using System.Xml.Linq;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Ubl;

namespace Cpc.Invoicing.Tests.Ubl;

/// <summary>Each way in which a file can be refused, as the twin of what the sample shows to be accepted.</summary>
public class UblReaderRefusalTests
{
    [Fact]
    public void A_document_type_is_refused_and_no_entity_expanded()
    {
        var xml = SampleInvoice.With("<Invoice ", "<!DOCTYPE Invoice [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><Invoice ");
        SampleInvoice.RefusedFor(UblRules.Xml, xml.Replace("MB-2026-0042", "&a;", StringComparison.Ordinal));
    }

    [Fact]
    public void Malformed_XML_is_refused_without_quoting_it()
    {
        var finding = SampleInvoice.RefusedFor(UblRules.Xml, SampleInvoice.With("</Invoice>", ""));
        Assert.DoesNotContain("Mühlbach", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused() =>
        Assert.Equal(UblRules.Xml, SampleInvoice.Refused(Encoding.Latin1.GetBytes(SampleInvoice.Xml))[0].RuleId);

    [Fact]
    public void A_declared_encoding_other_than_UTF_8_is_refused() =>
        SampleInvoice.RefusedFor(UblRules.Xml, SampleInvoice.With("UTF-8", "ISO-8859-1"));

    [Fact]
    public void UTF_16_is_refused() =>
        Assert.Equal(UblRules.Xml, SampleInvoice.Refused(Encoding.Unicode.GetBytes(SampleInvoice.Xml))[0].RuleId);

    [Fact]
    public void Empty_input_is_refused() => Assert.Equal(UblRules.Xml, SampleInvoice.Refused(Array.Empty<byte>())[0].RuleId);

    [Fact]
    public void A_processing_instruction_is_refused() =>
        SampleInvoice.RefusedFor(UblRules.Xml, SampleInvoice.With("<Invoice ", "<?xml-stylesheet href=\"a.xsl\"?><Invoice "));

    [Fact]
    public void Another_root_is_refused() =>
        SampleInvoice.RefusedFor(UblRules.Root, "<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\"/>");

    [Fact]
    public void An_invoice_root_without_its_namespace_is_refused() => SampleInvoice.RefusedFor(UblRules.Root, "<Invoice/>");

    [Fact]
    public void An_unknown_element_is_refused_by_name_with_its_path()
    {
        var finding = SampleInvoice.RefusedFor(UblRules.Element, SampleInvoice.With("<cbc:IssueDate>", "<cbc:UUID>x</cbc:UUID><cbc:IssueDate>"));
        Assert.Equal("/Invoice/cbc:UUID", finding.Location);
        Assert.Equal("cbc:UUID", finding.Value);
    }

    [Fact]
    public void A_known_element_in_an_unknown_place_is_refused() =>
        SampleInvoice.RefusedFor(UblRules.Element, SampleInvoice.With("<cac:Price>", "<cbc:DueDate>2026-01-01</cbc:DueDate><cac:Price>"));

    [Fact]
    public void An_extension_is_refused() =>
        SampleInvoice.RefusedFor(UblRules.Element, SampleInvoice.With(
            "<cbc:CustomizationID>",
            "<ext:UBLExtensions xmlns:ext=\"urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2\"/><cbc:CustomizationID>"));

    [Fact]
    public void An_unknown_attribute_is_refused_by_name()
    {
        var finding = SampleInvoice.RefusedFor(UblRules.Attribute, SampleInvoice.With("<cbc:ID>MB", "<cbc:ID schemeURI=\"x\">MB"));
        Assert.Equal("BT-1/@schemeURI", finding.Field);
        Assert.Equal("x", finding.Value);
    }

    [Fact]
    public void A_credit_note_line_in_an_invoice_is_refused() =>
        SampleInvoice.RefusedFor(UblRules.Element, SampleInvoice.Xml.Replace("cac:InvoiceLine", "cac:CreditNoteLine", StringComparison.Ordinal));

    [Fact]
    public void A_repeated_element_is_refused() =>
        SampleInvoice.RefusedFor(UblRules.Repeated, SampleInvoice.With("<cbc:IssueDate>", "<cbc:ID>second</cbc:ID><cbc:IssueDate>"));

    [Fact]
    public void Text_beside_elements_is_refused() =>
        SampleInvoice.RefusedFor(UblRules.Value, SampleInvoice.With("<cac:Price>", "<cac:Price>about "));

    [Fact]
    public void A_file_larger_than_the_limit_is_refused()
    {
        var padded = SampleInvoice.With("</Invoice>", new string(' ', DocumentLimits.MaxXmlSize) + "</Invoice>");
        SampleInvoice.RefusedFor(UblRules.Limit, padded);
    }

    [Fact]
    public void Depth_is_limited()
    {
        var deep = string.Concat(Enumerable.Repeat("<cac:Party>", 2000)) + string.Concat(Enumerable.Repeat("</cac:Party>", 2000));
        SampleInvoice.RefusedFor(UblRules.Limit, SampleInvoice.With("</Invoice>", deep + "</Invoice>"));
    }

    [Fact]
    public void The_number_of_notes_is_limited() =>
        SampleInvoice.RefusedFor(UblRules.Repeated, SampleInvoice.With(
            "<cbc:Note>", string.Concat(Enumerable.Repeat("<cbc:Note>x</cbc:Note>", DocumentLimits.MaxRepetitions)) + "<cbc:Note>"));

    [Fact]
    public void The_number_of_attributes_is_limited() =>
        SampleInvoice.RefusedFor(UblRules.Limit, SampleInvoice.With(
            "<cac:Price>", "<cac:Price" + string.Concat(Enumerable.Range(0, 65).Select(i => $" a{i}=\"1\"")) + ">"));

    [Fact]
    public void Findings_are_limited()
    {
        var many = string.Concat(Enumerable.Repeat("<cbc:UUID/>", 5000));
        Assert.InRange(SampleInvoice.Refused(SampleInvoice.With("</Invoice>", many + "</Invoice>")).Count, 1, 100);
    }

    [Fact]
    public void A_text_longer_than_the_limit_is_refused() =>
        SampleInvoice.RefusedFor(UblRules.Limit, SampleInvoice.With("MB-2026-0042", new string('x', DocumentLimits.MaxTextLength + 1)));

    [Fact]
    public void Attachments_larger_than_the_limit_are_refused()
    {
        var half = Convert.ToBase64String(new byte[(DocumentLimits.MaxAttachmentsSize / 2) + 1]);
        var document = "<cac:AdditionalDocumentReference><cbc:ID>a</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode=\"application/pdf\" filename=\"a.pdf\">"
            + half + "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>";
        SampleInvoice.RefusedFor(UblRules.Limit, SampleInvoice.With("<cac:AccountingSupplierParty>", document + document + "<cac:AccountingSupplierParty>"));
    }

    [Fact]
    public void An_attachment_that_is_not_base64_is_refused()
    {
        var finding = SampleInvoice.RefusedFor(UblRules.Value, SampleInvoice.With("filename=\"hours.csv\">", "filename=\"hours.csv\">*"));
        Assert.Equal("BT-125", finding.Field);
    }

    [Theory]
    [InlineData("12,50")]
    [InlineData("1.250.00")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("INF")]
    [InlineData("0x10")]
    [InlineData("100.00 EUR")]
    [InlineData("10000000000000")]
    [InlineData("0.12345678901")]
    [InlineData("99999999999999999999999999999999999999")]
    public void An_amount_that_is_no_number_within_limits_is_refused_with_field_value_and_remedy(string text)
    {
        var finding = SampleInvoice.RefusedFor(UblRules.Value, SampleInvoice.With(">4039.21<", $">{text}<"));
        Assert.Equal("BT-115", finding.Field);
        Assert.Equal(text, finding.Value);
        Assert.Contains("write it as", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("02.03.2026")]
    [InlineData("2026-02-30")]
    [InlineData("2026-03-02Z")]
    [InlineData("2026-03-02T00:00:00")]
    public void A_date_in_another_form_is_refused_with_field_value_and_remedy(string text)
    {
        var finding = SampleInvoice.RefusedFor(UblRules.Value, SampleInvoice.With(">2026-03-02<", $">{text}<"));
        Assert.Equal("BT-2", finding.Field);
        Assert.Equal(text, finding.Value);
        Assert.Contains("year-month-day", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_amount_in_another_currency_is_refused()
    {
        var finding = SampleInvoice.RefusedFor(UblRules.Currency, SampleInvoice.With(
            "<cbc:PayableAmount currencyID=\"EUR\">", "<cbc:PayableAmount currencyID=\"USD\">"));
        Assert.Equal(("BT-115", "USD"), (finding.Field, finding.Value));
    }

    [Fact]
    public void An_amount_without_a_currency_is_refused() =>
        SampleInvoice.RefusedFor(UblRules.Currency, SampleInvoice.With("<cbc:PayableAmount currencyID=\"EUR\">", "<cbc:PayableAmount>"));

    [Fact]
    public void A_charge_indicator_that_is_neither_is_refused() =>
        SampleInvoice.RefusedFor(UblRules.Value, SampleInvoice.With("<cbc:ChargeIndicator>true<", "<cbc:ChargeIndicator>yes<"));

    [Fact]
    public void Another_UBL_version_is_refused() =>
        SampleInvoice.RefusedFor("UBL-CR-002", SampleInvoice.With("<cbc:CustomizationID>", "<cbc:UBLVersionID>2.0</cbc:UBLVersionID><cbc:CustomizationID>"));

    [Fact]
    public void Payment_means_that_contradict_each_other_are_refused() =>
        SampleInvoice.RefusedFor("UBL-SR-47", SampleInvoice.With(
            "</cac:PaymentMeans>", "</cac:PaymentMeans><cac:PaymentMeans><cbc:PaymentMeansCode>10</cbc:PaymentMeansCode></cac:PaymentMeans>"));

    [Fact]
    public void Another_tax_than_VAT_is_refused() =>
        SampleInvoice.RefusedFor(UblRules.Value, SampleInvoice.Xml.Replace("<cbc:ID>VAT</cbc:ID>", "<cbc:ID>GST</cbc:ID>", StringComparison.Ordinal));

    [Fact]
    public void An_unknown_VAT_category_is_refused() =>
        SampleInvoice.RefusedFor("BR-CL-18", SampleInvoice.Replace(
            SampleInvoice.Xml, "<cac:ClassifiedTaxCategory>\n        <cbc:ID>S<", "<cac:ClassifiedTaxCategory>\n        <cbc:ID>Q<"));

    [Theory]
    [InlineData("BR-01", "CustomizationID")]
    [InlineData("BR-02", "ID")]
    [InlineData("BR-03", "IssueDate")]
    [InlineData("BR-04", "InvoiceTypeCode")]
    [InlineData("BR-05", "DocumentCurrencyCode")]
    [InlineData("BR-06", "RegistrationName")]
    [InlineData("BR-09", "IdentificationCode")]
    [InlineData("BR-12", "LineExtensionAmount")]
    [InlineData("BR-13", "TaxExclusiveAmount")]
    [InlineData("BR-14", "TaxInclusiveAmount")]
    [InlineData("BR-15", "PayableAmount")]
    [InlineData("BR-22", "InvoicedQuantity")]
    [InlineData("BR-45", "TaxableAmount")]
    [InlineData("BR-49", "PaymentMeansCode")]
    public void A_missing_field_is_refused_by_its_rule(string rule, string element)
    {
        var start = SampleInvoice.Xml.IndexOf($"<cbc:{element}", StringComparison.Ordinal);
        var end = SampleInvoice.Xml.IndexOf($"</cbc:{element}>", start, StringComparison.Ordinal) + element.Length + 7;
        SampleInvoice.RefusedFor(rule, SampleInvoice.Xml.Remove(start, end - start));
    }

    [Fact]
    public void A_blank_field_counts_as_missing() => SampleInvoice.RefusedFor("BR-02", SampleInvoice.With("MB-2026-0042", " "));

    [Fact]
    public void Whatever_element_or_text_is_missing_there_is_an_answer()
    {
        foreach (var xml in (string[])[SampleInvoice.Xml, SampleInvoice.CreditNoteXml])
        {
            var count = XElement.Parse(xml).Descendants().Count();
            for (var i = 0; i < count; i++)
            {
                var removed = XElement.Parse(xml);
                removed.Descendants().ElementAt(i).Remove();
                var emptied = XElement.Parse(xml);
                emptied.Descendants().ElementAt(i).RemoveNodes();
                Assert.NotNull(UblReader.Read(Encoding.UTF8.GetBytes(removed.ToString())));
                Assert.NotNull(UblReader.Read(Encoding.UTF8.GetBytes(emptied.ToString())));
            }
        }
    }
}
