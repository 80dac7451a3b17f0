using Cpc.Invoicing.Ubl;

namespace Cpc.Invoicing.Tests.Ubl;

/// <summary>Elements that are allowed and yet contradict each other or the model.</summary>
public class UblMeaningTests
{
    private const string Mandate = "<cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode><cac:PaymentMandate><cbc:ID>M-1</cbc:ID></cac:PaymentMandate></cac:PaymentMeans>";
    private const string Creditor = "<cac:PartyIdentification><cbc:ID schemeID=\"SEPA\">DE98ZZZ09999999999</cbc:ID></cac:PartyIdentification>";
    private const string TaxScheme = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>";

    [Fact]
    public void One_mandate_is_read_and_two_are_refused()
    {
        Assert.Equal("M-1", SampleInvoice.Accepted(SampleInvoice.With("<cac:PaymentTerms>", Mandate + "<cac:PaymentTerms>")).Payment!.DirectDebit!.MandateReference);
        SampleInvoice.RefusedFor("UBL-SR-55", SampleInvoice.With("<cac:PaymentTerms>", Mandate + Mandate + "<cac:PaymentTerms>"));
    }

    [Fact]
    public void Two_creditor_identifiers_are_refused() =>
        SampleInvoice.RefusedFor("UBL-SR-29", SampleInvoice.With("<cac:PostalAddress>", Creditor + Creditor + "<cac:PostalAddress>"));

    [Fact]
    public void A_creditor_identifier_without_payment_instructions_is_refused()
    {
        var xml = SampleInvoice.With("<cac:PostalAddress>", Creditor + "<cac:PostalAddress>");
        var start = xml.IndexOf("<cac:PaymentMeans>", StringComparison.Ordinal);
        var end = xml.IndexOf("<cac:PaymentTerms>", StringComparison.Ordinal);
        Assert.Equal("BT-90", SampleInvoice.RefusedFor(UblRules.Value, xml.Remove(start, end - start)).Field);
    }

    [Fact]
    public void Different_remittance_information_is_refused() =>
        SampleInvoice.RefusedFor("UBL-SR-44", SampleInvoice.With(
            "<cac:PaymentTerms>",
            "<cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode><cbc:PaymentID>other</cbc:PaymentID></cac:PaymentMeans><cac:PaymentTerms>"));

    [Fact]
    public void A_seller_may_have_one_VAT_identifier_and_one_other_registration()
    {
        var other = "<cac:PartyTaxScheme><cbc:CompanyID>12/345</cbc:CompanyID><cac:TaxScheme><cbc:ID>FC</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>";
        var seller = SampleInvoice.Accepted(SampleInvoice.With("<cac:PartyLegalEntity>", other + "<cac:PartyLegalEntity>")).Seller;
        Assert.Equal(("DE123456789", "12/345", "FC"), (seller.VatIdentifier, seller.TaxRegistration!.Value, seller.TaxRegistration.SchemeId));
        SampleInvoice.RefusedFor("UBL-SR-12", SampleInvoice.With(
            "<cac:PartyLegalEntity>", $"<cac:PartyTaxScheme><cbc:CompanyID>DE1</cbc:CompanyID>{TaxScheme}</cac:PartyTaxScheme><cac:PartyLegalEntity>"));
    }

    [Fact]
    public void An_invoiced_object_is_a_reference_of_type_130_and_other_types_are_refused()
    {
        static string Reference(string type, string more = "") =>
            $"<cac:AdditionalDocumentReference><cbc:ID>X</cbc:ID><cbc:DocumentTypeCode>{type}</cbc:DocumentTypeCode>{more}</cac:AdditionalDocumentReference><cac:AccountingSupplierParty>";
        Assert.Equal("X", SampleInvoice.Accepted(SampleInvoice.With("<cac:AccountingSupplierParty>", Reference("130"))).InvoicedObject!.Value);
        SampleInvoice.RefusedFor("UBL-SR-43", SampleInvoice.With("<cac:AccountingSupplierParty>", Reference("916")));
        SampleInvoice.RefusedFor("UBL-SR-43", SampleInvoice.With("<cac:AccountingSupplierParty>", Reference("50")));
        SampleInvoice.RefusedFor(UblRules.Element, SampleInvoice.With("<cac:AccountingSupplierParty>", Reference("130", "<cbc:DocumentDescription>lost</cbc:DocumentDescription>")));
    }

    [Fact]
    public void A_credit_note_has_its_project_and_due_date_elsewhere()
    {
        var xml = SampleInvoice.Replace(
            SampleInvoice.CreditNoteXml,
            "<cac:AccountingSupplierParty>",
            "<cac:AdditionalDocumentReference><cbc:ID>P-1</cbc:ID><cbc:DocumentTypeCode>50</cbc:DocumentTypeCode></cac:AdditionalDocumentReference><cac:AccountingSupplierParty>");
        xml = SampleInvoice.Replace(xml, "</cbc:PaymentMeansCode>", "</cbc:PaymentMeansCode><cbc:PaymentDueDate>2026-04-01</cbc:PaymentDueDate>");
        var document = SampleInvoice.Accepted(xml);
        Assert.Equal(("P-1", new DateOnly(2026, 4, 1)), (document.ProjectReference, document.DueDate));
    }

    [Fact]
    public void An_invoice_has_its_due_date_in_one_place() =>
        SampleInvoice.RefusedFor(UblRules.Element, SampleInvoice.With(
            "</cbc:PaymentMeansCode>", "</cbc:PaymentMeansCode><cbc:PaymentDueDate>2026-04-01</cbc:PaymentDueDate>"));

    [Fact]
    public void A_line_object_is_a_reference_of_type_130()
    {
        static string Reference(string type) => $"<cac:DocumentReference><cbc:ID schemeID=\"ABZ\">X</cbc:ID>{type}</cac:DocumentReference><cac:Item>";
        var line = SampleInvoice.Accepted(SampleInvoice.With("<cac:Item>", Reference("<cbc:DocumentTypeCode>130</cbc:DocumentTypeCode>"))).Lines[0];
        Assert.Equal(("X", "ABZ"), (line.ObjectIdentifier!.Value, line.ObjectIdentifier.SchemeId));
        SampleInvoice.RefusedFor(UblRules.Value, SampleInvoice.With("<cac:Item>", Reference("")));
    }

    [Fact]
    public void A_price_may_have_a_discount_and_no_charge()
    {
        static string Price(string indicator) =>
            $"<cac:AllowanceCharge><cbc:ChargeIndicator>{indicator}</cbc:ChargeIndicator><cbc:Amount currencyID=\"EUR\">5.00</cbc:Amount>"
            + "<cbc:BaseAmount currencyID=\"EUR\">90.00</cbc:BaseAmount></cac:AllowanceCharge></cac:Price>";
        var price = SampleInvoice.Accepted(SampleInvoice.With("</cac:Price>", Price("false"))).Lines[0].Price;
        Assert.Equal((5m, 90m), (price.Discount, price.GrossPrice));
        SampleInvoice.RefusedFor(UblRules.Value, SampleInvoice.With("</cac:Price>", Price("true")));
    }

    [Fact]
    public void Two_VAT_totals_in_one_currency_are_refused() =>
        SampleInvoice.RefusedFor("BR-CO-15", SampleInvoice.With(
            "<cac:LegalMonetaryTotal>", "<cac:TaxTotal><cbc:TaxAmount currencyID=\"EUR\">702.51</cbc:TaxAmount></cac:TaxTotal><cac:LegalMonetaryTotal>"));

    [Theory]
    [InlineData(" mimeCode=\"text/csv\"", "UBL-DT-06")]
    [InlineData(" filename=\"hours.csv\"", "UBL-DT-07")]
    [InlineData(" unitCode=\"HUR\"", "BR-23")]
    [InlineData("<cbc:EndpointID schemeID=\"EM\">rechnungen", "BR-62", "<cbc:EndpointID>rechnungen")]
    [InlineData("<cbc:EndpointID schemeID=\"EM\">eingang", "BR-63", "<cbc:EndpointID>eingang")]
    public void A_missing_attribute_is_refused_by_its_rule(string attribute, string rule, string replacement = "") =>
        SampleInvoice.RefusedFor(rule, SampleInvoice.With(attribute, replacement));

    [Fact]
    public void An_attachment_of_another_format_is_refused() =>
        SampleInvoice.RefusedFor("BR-CL-24", SampleInvoice.With("text/csv", "text/html"));

    [Fact]
    public void An_empty_group_lacks_what_it_demands() =>
        SampleInvoice.RefusedFor("BR-21", SampleInvoice.With("</Invoice>", "<cac:InvoiceLine/></Invoice>"));

    [Fact]
    public void An_empty_optional_element_says_nothing() =>
        Assert.Null(SampleInvoice.Accepted(SampleInvoice.With(">LH-EK-3<", "><")).BuyerReference);
}
