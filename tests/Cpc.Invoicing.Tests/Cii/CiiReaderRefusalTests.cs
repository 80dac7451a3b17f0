using System.Text;
using System.Xml.Linq;
using Cpc.Invoicing.Cii;
using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Tests.Cii;

/// <summary>What a CII file may not hold, each as a change of the file that reads whole.</summary>
public class CiiReaderRefusalTests
{
    private static readonly string Everything = File.ReadAllText(Repository.Path("tests", "Cpc.Invoicing.Tests", "Cii", "everything.xml"));

    [Theory]
    [InlineData("<ram:BuyerReference>", "<ram:TestIndicator>1</ram:TestIndicator><ram:BuyerReference>", "CPC-CII-ELEMENT")]
    [InlineData("<ram:BuyerReference>", "<ram:BuyerReference languageID=\"de\">", "CPC-CII-ATTRIBUTE")]
    [InlineData("<ram:BuyerReference>", "<ram:BuyerReference>x</ram:BuyerReference><ram:BuyerReference>", "CPC-CII-REPEATED")]
    [InlineData("<ram:ActualAmount currencyID=\"EUR\">92.00", "<ram:ActualAmount currencyID=\"EUR\">ninety", "CPC-CII-VALUE")]
    [InlineData("<ram:ActualAmount currencyID=\"EUR\">92.00", "<ram:ActualAmount currencyID=\"SEK\">92.00", "CPC-CII-CURRENCY")]
    [InlineData("format=\"102\">20260102", "format=\"203\">202601020000", "CPC-CII-VALUE")]
    [InlineData("format=\"102\">20260102", "format=\"102\">20260230", "CPC-CII-VALUE")]
    [InlineData("format=\"102\">20260102", ">20260102", "CPC-CII-VALUE")]
    [InlineData("<ram:ID schemeID=\"VA\">BT-31", "<ram:ID schemeID=\"XX\">BT-31", "CPC-CII-VALUE")]
    [InlineData("<ram:ID schemeID=\"FC\">BT-32", "<ram:ID schemeID=\"VA\">BT-32", "CPC-CII-VALUE")]
    [InlineData("<ram:ID schemeID=\"VA\">BT-48", "<ram:ID schemeID=\"FC\">BT-48", "CPC-CII-VALUE")]
    [InlineData("<ram:TypeCode>916<", "<ram:TypeCode>917<", "CPC-CII-VALUE")]
    [InlineData("<ram:TypeCode>50<", "<ram:TypeCode>130<", "CPC-CII-VALUE")]
    [InlineData("<ram:IssuerAssignedID>BT-18</ram:IssuerAssignedID>", "<ram:IssuerAssignedID>BT-18</ram:IssuerAssignedID><ram:Name>lost</ram:Name>", "CPC-CII-ELEMENT")]
    [InlineData("<ram:DueDateTypeCode>29<", "<ram:DueDateTypeCode>35<", "BR-CL-06")]
    [InlineData("<ram:BasisQuantity unitCode=\"BT-150\">149", "<ram:BasisQuantity unitCode=\"BT-150\">150", "CPC-CII-VALUE")]
    [InlineData("<ram:Name>Project reference<", "<ram:Name>Bridge<", "CPC-CII-VALUE")]
    [InlineData("<ram:GlobalID schemeID=\"S46\">", "<ram:ID>second</ram:ID><ram:GlobalID schemeID=\"S46\">", "CPC-CII-REPEATED")]
    [InlineData("<ram:PersonName>BT-41</ram:PersonName>", "<ram:PersonName>BT-41</ram:PersonName><ram:DepartmentName>x</ram:DepartmentName>", "CPC-CII-VALUE")]
    [InlineData("<ram:IBANID>BT-84</ram:IBANID>", "<ram:IBANID>BT-84</ram:IBANID><ram:ProprietaryID>1</ram:ProprietaryID>", "CPC-CII-VALUE")]
    [InlineData("<ram:CategoryCode>S<", "<ram:CategoryCode>Q<", "BR-CL-18")]
    [InlineData("<ram:TypeCode>VAT<", "<ram:TypeCode>GST<", "CPC-CII-VALUE")]
    [InlineData("currencyID=\"SEK\">111.00", "currencyID=\"EUR\">111.00", "BR-CO-15")]
    [InlineData("JVBERg==", "not base64", "CPC-CII-VALUE")]
    [InlineData("<ram:ID>BT-1</ram:ID>", "", "BR-02")]
    [InlineData("<ram:Name>BT-27</ram:Name>", "", "BR-06")]
    [InlineData("<ram:CountryID>BT-40</ram:CountryID>", "", "BR-09")]
    [InlineData("<ram:ActualAmount currencyID=\"EUR\">99.00</ram:ActualAmount>", "", "BR-36")]
    [InlineData("<ram:LineID>BT-126</ram:LineID>", "", "BR-21")]
    public void A_change_is_refused_by_name(string old, string replacement, string rule)
    {
        var xml = SampleInvoice.Replace(Everything, old, replacement);
        CiiReader.Parse(Encoding.UTF8.GetBytes(xml), out var findings);
        Assert.Contains(findings, finding => finding.RuleId == rule);
        Assert.All(findings, finding => Assert.NotEmpty(finding.Field));
    }

    [Fact]
    public void Payment_details_without_payment_means_are_not_lost_silently()
    {
        var root = XElement.Parse(Everything);
        root.Descendants().Where(e => e.Name.LocalName == "SpecifiedTradeSettlementPaymentMeans").Remove();
        CiiReader.Parse(Encoding.UTF8.GetBytes(root.ToString()), out var findings);
        Assert.Equal(["BT-83", "BT-90", "BT-89"], findings.Select(finding => finding.Field));
    }

    [Fact]
    public void A_broken_rule_refuses_the_document()
    {
        var refused = Assert.IsType<ReadResult.Refused>(InvoiceReader.Read(Encoding.UTF8.GetBytes(Everything)));
        Assert.Contains(refused.Findings, finding => finding.RuleId == "BR-CO-15" && finding.Severity == Severity.Error);
    }

    [Fact]
    public void A_document_type_is_refused_and_another_root_is_UBL_s_matter()
    {
        Refuses("<!DOCTYPE a><a/>", "CPC-UBL-XML");
        Refuses("<a/>", "CPC-UBL-ROOT");
        Refuses("", "CPC-UBL-XML");
        Refuses("<CrossIndustryInvoice xmlns=\"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:1\"/>", "CPC-UBL-ROOT");
        Refuses("<Invoice xmlns=\"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100\"/>", "CPC-CII-ROOT");
    }

    [Fact]
    public void Whatever_element_or_text_is_missing_there_is_an_answer()
    {
        var count = XElement.Parse(Everything).Descendants().Count();
        for (var i = 0; i < count; i++)
        {
            var removed = XElement.Parse(Everything);
            removed.Descendants().ElementAt(i).Remove();
            var emptied = XElement.Parse(Everything);
            emptied.Descendants().ElementAt(i).RemoveNodes();
            Assert.NotNull(CiiReader.Read(Encoding.UTF8.GetBytes(removed.ToString())));
            Assert.NotNull(CiiReader.Read(Encoding.UTF8.GetBytes(emptied.ToString())));
        }
    }

    private static void Refuses(string xml, string rule) =>
        Assert.Equal(rule, Assert.IsType<ReadResult.Refused>(InvoiceReader.Read(Encoding.UTF8.GetBytes(xml))).Findings[0].RuleId);
}
