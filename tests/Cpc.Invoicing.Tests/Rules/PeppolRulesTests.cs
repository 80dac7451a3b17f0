using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;

namespace Cpc.Invoicing.Tests.Rules;

/// <summary>Peppol's rules bind documents that name Peppol BIS Billing, and no others.</summary>
public class PeppolRulesTests
{
    private const string Specification = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";

    private static readonly InvoiceDocument Sample = SampleInvoice.Document with
    {
        SpecificationIdentifier = Specification,
        BusinessProcessType = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
        BuyerReference = "B-1",
    };

    private static readonly InvoiceLine Line = Sample.Lines[0];

    public static TheoryData<string, Func<InvoiceDocument, InvoiceDocument>> Breaches => new()
    {
        { "PEPPOL-EN16931-R001,PEPPOL-EN16931-R007", d => d with { BusinessProcessType = null } },
        { "PEPPOL-EN16931-R002", d => d with { Notes = [new InvoiceNote { Text = "a" }, new InvoiceNote { Text = "b" }], Buyer = d.Buyer with { Address = new PostalAddress { CountryCode = "AT" } } } },
        { "PEPPOL-EN16931-R003", d => d with { BuyerReference = null, PurchaseOrderReference = null, SalesOrderReference = null } },
        { "PEPPOL-EN16931-R004", d => d with { SpecificationIdentifier = "urn:fdc:peppol.eu:2017:poacc:billing:3.0" } },
        { "PEPPOL-EN16931-R005,PEPPOL-EN16931-R054", d => d with { VatAccountingCurrencyCode = d.CurrencyCode } },
        { "PEPPOL-EN16931-R007", d => d with { BusinessProcessType = "urn:fdc:peppol.eu:2017:poacc:billing:1:1.0" } },
        { "PEPPOL-EN16931-R010", d => d with { Buyer = d.Buyer with { ElectronicAddress = null } } },
        { "PEPPOL-EN16931-R020", d => d with { Seller = d.Seller with { ElectronicAddress = null } } },
        { "PEPPOL-EN16931-R040", d => d with { Allowances = [d.Allowances[0] with { BaseAmount = 1000, Percentage = 10.003m }] } },
        { "PEPPOL-EN16931-R041", d => d with { Allowances = [d.Allowances[0] with { BaseAmount = null, Percentage = 10 }] } },
        { "PEPPOL-EN16931-R042", d => d with { Allowances = [d.Allowances[0] with { BaseAmount = 1000, Percentage = null }] } },
        { "PEPPOL-EN16931-R046", d => With(d, Line with { Price = Line.Price with { GrossPrice = Line.Price.NetPrice + 1, Discount = 2 } }) },
        { "PEPPOL-EN16931-R054", d => d with { Totals = d.Totals with { VatInAccountingCurrency = 1 } } },
        { "PEPPOL-EN16931-R055", d => d with { VatAccountingCurrencyCode = "SEK", Totals = d.Totals with { VatInAccountingCurrency = -1 } } },
        { "PEPPOL-EN16931-R061", d => d with { Payment = d.Payment! with { MeansCode = "59" } } },
        { "PEPPOL-EN16931-R110", d => With(d with { InvoicingPeriod = Days(2, 28) }, Line with { Period = Days(1, 28) }) },
        { "PEPPOL-EN16931-R111", d => With(d with { InvoicingPeriod = Days(2, 27) }, Line with { Period = Days(2, 28) }) },
        { "PEPPOL-EN16931-R120", d => With(d, Line with { Quantity = Line.Quantity + (0.03m / Line.Price.NetPrice) }) },
        { "PEPPOL-EN16931-R121", d => With(d, Line with { Price = Line.Price with { BaseQuantity = 0 } }) },
        { "PEPPOL-EN16931-R130", d => With(d, Line with { Price = Line.Price with { BaseQuantity = 1, BaseQuantityUnitCode = "DAY" } }) },
        { "PEPPOL-EN16931-P0100", d => d with { TypeCode = "389" } },
        { "PEPPOL-EN16931-P0112", d => d with { TypeCode = "384", Buyer = d.Buyer with { Address = new PostalAddress { CountryCode = "AT" } } } },
    };

    [Fact]
    public void The_sample_keeps_them() => Assert.Empty(RuleBook.Check(Sample));

    [Theory]
    [MemberData(nameof(Breaches))]
    public void A_breach_is_found_where_the_document_names_Peppol_and_only_there(string rules, Func<InvoiceDocument, InvoiceDocument> change)
    {
        var document = change(Sample);
        SampleInvoice.Breaks(document, rules.Split(','));
        SampleInvoice.Breaks(document with { SpecificationIdentifier = "urn:cen.eu:en16931:2017" });
    }

    [Theory]
    [InlineData("VATEX-EU-G", VatCategory.ExportOutsideEu, "PEPPOL-EN16931-P0104")]
    [InlineData("VATEX-EU-O", VatCategory.NotSubjectToVat, "PEPPOL-EN16931-P0105")]
    [InlineData("vatex-eu-ic", VatCategory.IntraCommunitySupply, "PEPPOL-EN16931-P0106")]
    [InlineData("VATEX-EU-AE", VatCategory.ReverseCharge, "PEPPOL-EN16931-P0107")]
    [InlineData("VATEX-EU-D", VatCategory.Exempt, "PEPPOL-EN16931-P0108")]
    [InlineData("VATEX-EU-F", VatCategory.Exempt, "PEPPOL-EN16931-P0109")]
    [InlineData("VATEX-EU-I", VatCategory.Exempt, "PEPPOL-EN16931-P0110")]
    [InlineData("VATEX-EU-J", VatCategory.Exempt, "PEPPOL-EN16931-P0111")]
    public void An_exemption_code_goes_with_its_category(string code, VatCategory category, string rule)
    {
        Assert.DoesNotContain(Broken(category), id => id == rule);
        Assert.Contains(Broken(category == VatCategory.Exempt ? VatCategory.ReverseCharge : VatCategory.Exempt), id => id == rule);

        IEnumerable<string> Broken(VatCategory other) => RuleBook
            .Check(Sample with { VatBreakdowns = [new VatBreakdown { TaxableAmount = 1, TaxAmount = 0, Category = other, Rate = 0, ExemptionReasonCode = code }] })
            .Select(finding => finding.RuleId);
    }

    [Theory]
    [InlineData("0088", "4006381333931", "4006381333932", "R040")]
    [InlineData("0192", "991825827", "991825828", "R041")]
    [InlineData("0184", "DK12345674", "DK1234567", "R042")]
    [InlineData("0208", "0202239951", "0202239952", "R043")]
    [InlineData("0007", "5560360793", "5560360794", "R049")]
    [InlineData("0151", "51824753556", "51824753557", "R050")]
    public void A_wrong_check_digit_is_a_warning(string scheme, string right, string wrong, string rule)
    {
        Assert.Empty(RuleBook.Check(With(right)));
        foreach (var number in (string[])[wrong, right + "0", "", "x" + right[1..], "٤" + right[1..]])
        {
            var finding = Assert.Single(RuleBook.Check(With(number)));
            Assert.Equal(("PEPPOL-COMMON-" + rule, Severity.Warning), (finding.RuleId, finding.Severity));
        }

        InvoiceDocument With(string number) => Sample with { Buyer = Sample.Buyer with { LegalRegistration = new Identifier(number, scheme) } };
    }

    [Fact]
    public void A_file_of_Peppol_has_no_empty_elements_and_no_digits_for_booleans()
    {
        var peppol = Replace(SampleInvoice.Xml, "urn:cen.eu:en16931:2017", Specification);
        Assert.Equal(["PEPPOL-EN16931-R008"], Errors(Replace(peppol, "<cbc:IssueDate>", "<cbc:TaxPointDate/><cbc:IssueDate>")));
        Assert.Equal(["PEPPOL-EN16931-R043"], Errors(Replace(peppol, "<cbc:ChargeIndicator>true<", "<cbc:ChargeIndicator>1<")));
        Assert.Equal(["PEPPOL-EN16931-R051"], Errors(Replace(peppol, "currencyID=\"EUR\"", "currencyID=\"SEK\"")));
        SampleInvoice.Accepted(SampleInvoice.With("<cbc:IssueDate>", "<cbc:TaxPointDate/><cbc:IssueDate>"));
    }

    private static IEnumerable<string> Errors(string xml) =>
        SampleInvoice.Refused(xml).Where(finding => finding.Severity == Severity.Error).Select(finding => finding.RuleId).Where(id => id is not ("PEPPOL-EN16931-R001" or "PEPPOL-EN16931-R007" or "PEPPOL-EN16931-R003")).Distinct();

    private static string Replace(string xml, string old, string replacement) =>
        xml.Contains(Specification, StringComparison.Ordinal) && replacement == Specification ? xml : SampleInvoice.Replace(xml, old, replacement);

    private static InvoiceDocument With(InvoiceDocument d, InvoiceLine line) => d with { Lines = [line, d.Lines[1], d.Lines[2]] };

    private static Period Days(int first, int last) => new() { Start = new DateOnly(2026, 2, first), End = new DateOnly(2026, 2, last) };
}
