using System.Text;
using Cpc.Invoicing.Cbor;
using Cpc.Invoicing.Cii;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Ubl;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Tests.Cii;

public class CiiReaderTests
{
    // Valid against UN/CEFACT's schema; each value is the number of its business term.
    private static readonly string Everything = File.ReadAllText(Repository.Path("tests", "Cpc.Invoicing.Tests", "Cii", "everything.xml"));

    [Fact]
    public void Every_element_reaches_its_business_term()
    {
        var document = CiiReader.Parse(Encoding.UTF8.GetBytes(Everything), out var findings);
        Assert.Empty(findings);
        Assert.Equal(Expected(), document);
    }

    [Fact]
    public void What_CII_says_survives_CBOR_and_UBL()
    {
        // BT-7 and BT-8 exclude each other, and a subject code has three letters in UBL.
        var document = Expected() with { VatPointDate = null, Notes = [new InvoiceNote { SubjectCode = "AAI", Text = "BT-22" }] };
        Assert.Null(DocumentCodec.Decode(DocumentCodec.Encode(Envelopes.Of(document)), out var decoded));
        var written = Assert.IsType<UblWriteResult.Written>(UblWriter.Write((InvoiceDocument)decoded!.Content));
        Assert.Equal(document with { Seller = document.Seller with { TaxRegistration = new Identifier("BT-32", "FC") } }, UblReader.Parse(written.Xml.Memory, out _));
    }

    [SkippableFact]
    public void All_of_CEN_s_examples_are_accepted_and_survive_CBOR()
    {
        var samples = SharedSamples.Load("full-cii");
        Assert.Equal(9, samples.Count);
        foreach (var sample in samples)
        {
            var accepted = Assert.IsType<ReadResult.Accepted>(InvoiceReader.Read(sample.Read()));
            var envelope = Envelopes.Of(accepted.Document);
            Assert.Null(DocumentCodec.Decode(DocumentCodec.Encode(envelope), out var decoded));
            Assert.Equal(envelope, decoded);
            Assert.IsType<UblWriteResult.Written>(UblWriter.Write(accepted.Document));
        }
    }

    [SkippableTheory]
    [InlineData("1")]
    [InlineData("4")]
    [InlineData("6")]
    [InlineData("9")]
    public void CEN_s_examples_in_both_syntaxes_say_the_same(string number)
    {
        var cii = Sample("full-cii", $"CII_example{number}.xml");
        var ubl = Sample("full", $"ubl-tc434-example{number}.xml");
        Assert.Equal(ubl.Number, cii.Number);
        Assert.Equal(ubl.IssueDate, cii.IssueDate);
        Assert.Equal(ubl.CurrencyCode, cii.CurrencyCode);
        Assert.Equal(ubl.Totals.DueForPayment, cii.Totals.DueForPayment);
        Assert.Equal(ubl.Totals.WithoutVat, cii.Totals.WithoutVat);
        Assert.Equal(ubl.VatBreakdowns.Select(Amounts), cii.VatBreakdowns.Select(Amounts));
        Assert.Equal(ubl.Lines.Select(line => line.NetAmount), cii.Lines.Select(line => line.NetAmount));
    }

    [Theory]
    [InlineData("381", true)]
    [InlineData("380", false)]
    [InlineData("384", false)]
    [InlineData("81", false)]
    public void The_type_code_tells_a_credit_note_from_an_invoice(string type, bool isCreditNote) =>
        Assert.Equal(isCreditNote, Parsed(Everything.Replace("<ram:TypeCode>380<", $"<ram:TypeCode>{type}<", StringComparison.Ordinal)).IsCreditNote);

    private static (decimal, decimal, VatCategory, decimal?) Amounts(VatBreakdown b) => (b.TaxableAmount, b.TaxAmount, b.Category, b.Rate);

    private static InvoiceDocument Sample(string kind, string name) => Assert.IsType<ReadResult.Accepted>(
        InvoiceReader.Read(SharedSamples.Load(kind).Single(sample => sample.Path.EndsWith("/" + name, StringComparison.Ordinal)).Read())).Document;

    private static InvoiceDocument Parsed(string xml)
    {
        var document = CiiReader.Parse(Encoding.UTF8.GetBytes(xml), out var findings);
        Assert.Empty(findings);
        return document!;
    }

    private static DateOnly Day(int term) => new DateOnly(2026, 1, 1).AddDays(term - 1);

    private static Identifier Id(int term) => new($"BT-{term}", $"S{term}");

    private static PostalAddress Address(int line1, int line3) => new()
    {
        Line1 = $"BT-{line1}",
        Line2 = $"BT-{line1 + 1}",
        Line3 = $"BT-{line3}",
        City = $"BT-{line1 + 2}",
        PostCode = $"BT-{line1 + 3}",
        CountrySubdivision = $"BT-{line1 + 4}",
        CountryCode = $"BT-{line1 + 5}",
    };

    private static InvoiceDocument Expected() => new()
    {
        Number = "BT-1",
        IssueDate = Day(2),
        TypeCode = "380",
        CurrencyCode = "EUR",
        VatAccountingCurrencyCode = "SEK",
        VatPointDate = Day(7),
        VatPointDateCode = "35",
        DueDate = Day(9),
        BuyerReference = "BT-10",
        ProjectReference = "BT-11",
        ContractReference = "BT-12",
        PurchaseOrderReference = "BT-13",
        SalesOrderReference = "BT-14",
        ReceivingAdviceReference = "BT-15",
        DespatchAdviceReference = "BT-16",
        TenderOrLotReference = "BT-17",
        InvoicedObject = new Identifier("BT-18", "BT-18-1"),
        BuyerAccountingReference = "BT-19",
        PaymentTerms = "BT-20",
        Notes = [new InvoiceNote { SubjectCode = "BT-21", Text = "BT-22" }],
        BusinessProcessType = "BT-23",
        SpecificationIdentifier = "BT-24",
        PrecedingInvoices = [new PrecedingInvoice { Number = "BT-25", IssueDate = Day(26) }],
        Seller = new Seller
        {
            Name = "BT-27",
            TradingName = "BT-28",
            Identifiers = [new Identifier("BT-29"), new Identifier("BT-29-global", "S29")],
            LegalRegistration = Id(30),
            VatIdentifier = "BT-31",
            TaxRegistration = new Identifier("BT-32", "FC"),
            LegalInformation = "BT-33",
            ElectronicAddress = Id(34),
            Address = Address(35, 162),
            Contact = new Contact { Point = "BT-41", Telephone = "BT-42", Email = "BT-43" },
        },
        Buyer = new Buyer
        {
            Name = "BT-44",
            TradingName = "BT-45",
            Identifier = Id(46),
            LegalRegistration = Id(47),
            VatIdentifier = "BT-48",
            ElectronicAddress = Id(49),
            Address = Address(50, 163),
            Contact = new Contact { Point = "BT-56", Telephone = "BT-57", Email = "BT-58" },
        },
        Payee = new Payee { Name = "BT-59", Identifier = Id(60), LegalRegistration = Id(61) },
        TaxRepresentative = new TaxRepresentative { Name = "BT-62", VatIdentifier = "BT-63", Address = Address(64, 164) },
        Delivery = new DeliveryInformation { PartyName = "BT-70", Location = Id(71), ActualDate = Day(72), Address = Address(75, 165) },
        InvoicingPeriod = new Period { Start = Day(73), End = Day(74) },
        Payment = new PaymentInstructions
        {
            MeansCode = "BT-81",
            MeansText = "BT-82",
            RemittanceInformation = "BT-83",
            CreditTransfers = [new CreditTransfer { AccountIdentifier = "BT-84", AccountName = "BT-85", ServiceProvider = "BT-86" }],
            Card = new PaymentCard { PrimaryAccountNumber = "BT-87", HolderName = "BT-88" },
            DirectDebit = new DirectDebit { MandateReference = "BT-89", CreditorIdentifier = "BT-90", DebitedAccount = "BT-91" },
        },
        Allowances = [Adjustment(92)],
        Charges = [Adjustment(99)],
        Totals = new DocumentTotals
        {
            SumOfLines = 106,
            SumOfAllowances = 107,
            SumOfCharges = 108,
            WithoutVat = 109,
            Vat = 110,
            VatInAccountingCurrency = 111,
            WithVat = 112,
            Paid = 113,
            Rounding = 114,
            DueForPayment = 115,
        },
        VatBreakdowns =
        [
            new VatBreakdown { TaxableAmount = 116, TaxAmount = 117, Category = VatCategory.StandardRated, Rate = 119, ExemptionReason = "BT-120", ExemptionReasonCode = "BT-121" },
        ],
        SupportingDocuments =
        [
            new SupportingDocument
            {
                Reference = "BT-122",
                Description = "BT-123",
                ExternalLocation = "BT-124",
                Attachment = new AttachedDocument { MimeCode = "application/pdf", FileName = "BT-125.pdf", Content = new ByteString("%PDF"u8) },
            },
        ],
        Lines = [Line()],
    };

    private static DocumentAllowanceOrCharge Adjustment(int amount) => new()
    {
        Amount = amount,
        BaseAmount = amount + 1,
        Percentage = amount + 2,
        VatCategory = VatCategory.StandardRated,
        VatRate = amount + 4,
        Reason = $"BT-{amount + 5}",
        ReasonCode = $"BT-{amount + 6}",
    };

    private static LineAllowanceOrCharge LineAdjustment(int amount) => new()
    {
        Amount = amount,
        BaseAmount = amount + 1,
        Percentage = amount + 2,
        Reason = $"BT-{amount + 3}",
        ReasonCode = $"BT-{amount + 4}",
    };

    private static InvoiceLine Line() => new()
    {
        Id = "BT-126",
        Note = "BT-127",
        ObjectIdentifier = new Identifier("BT-128", "BT-128-1"),
        Quantity = 129,
        UnitCode = "BT-130",
        NetAmount = 131,
        OrderLineReference = "BT-132",
        BuyerAccountingReference = "BT-133",
        Period = new Period { Start = Day(134), End = Day(135) },
        Allowances = [LineAdjustment(136)],
        Charges = [LineAdjustment(141)],
        Price = new PriceDetails { NetPrice = 146, Discount = 147, GrossPrice = 148, BaseQuantity = 149, BaseQuantityUnitCode = "BT-150" },
        VatCategory = VatCategory.StandardRated,
        VatRate = 152,
        Item = new ItemInformation
        {
            Name = "BT-153",
            Description = "BT-154",
            SellersIdentifier = "BT-155",
            BuyersIdentifier = "BT-156",
            StandardIdentifier = Id(157),
            Classifications = [new ItemClassification { Code = "BT-158", SchemeId = "BT-158-1", SchemeVersion = "BT-158-2" }],
            CountryOfOrigin = "BT-159",
            Attributes = [new ItemProperty { Name = "BT-160", Value = "BT-161" }],
        },
    };
}
