using Cpc.Invoicing.Cbor;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Tests.Cbor;

/// <summary>
/// Makes a document from a list of choices, so that a generator of bytes is a generator of documents and shrinking the
/// bytes shrinks the document. When the choices run out every choice is 0: absent, empty, zero.
/// </summary>
/// <param name="asRead">Only what a file can hold and a reader gives: no blank text, no group without content, and no
/// coincidence with what UBL writes for something else.</param>
internal sealed class DocumentMaker(byte[] choices, bool asRead = false)
{
    private int _at;

    public DocumentEnvelope Envelope() => Envelopes.Of((Next() % 8) switch
    {
        5 => Quote(),
        6 => QuoteResponse(),
        7 => Status(),
        _ => Invoice(),
    }) with
    { Revision = 1 + Next() };

    /// <summary>A quote whose parts are those of an invoice.</summary>
    public QuoteDocument Quote()
    {
        var invoice = Invoice();
        return new QuoteDocument
        {
            Number = invoice.Number,
            IssueDate = invoice.IssueDate,
            ValidUntil = Date(),
            CurrencyCode = invoice.CurrencyCode,
            BasedOn = Maybe(() => new BasedOnQuote { DocumentId = Envelopes.DocumentId, Hash = Envelopes.Hash(Next()) }),
            RequestReference = Maybe(Text),
            ContractReference = invoice.ContractReference,
            Terms = invoice.PaymentTerms,
            Notes = invoice.Notes,
            BusinessProcessType = invoice.BusinessProcessType,
            SpecificationIdentifier = Maybe(Text),
            Seller = invoice.Seller,
            Buyer = invoice.Buyer,
            Delivery = invoice.Delivery,
            Allowances = invoice.Allowances,
            Charges = invoice.Charges,
            Totals = asRead ? invoice.Totals with { VatInAccountingCurrency = null } : invoice.Totals,
            VatBreakdowns = invoice.VatBreakdowns,
            SupportingDocuments = invoice.SupportingDocuments,
            Lines = invoice.Lines.Select(QuoteLine).ToValueList(),
        };
    }

    public QuoteResponse QuoteResponse() => new()
    {
        DocumentId = Envelopes.DocumentId,
        DocumentHash = Envelopes.Hash(Next()),
        Answer = (QuoteAnswer)(1 + (Next() % 4)),
        Text = Text(),
    };

    public InvoiceDocument Invoice() => new()
    {
        IsCreditNote = Flag(),
        Number = Text(),
        IssueDate = Date(),
        TypeCode = Text(),
        CurrencyCode = Text(),
        VatAccountingCurrencyCode = Maybe(Text),
        VatPointDate = MaybeValue(Date),
        VatPointDateCode = Maybe(Text),
        DueDate = MaybeValue(Date),
        BuyerReference = Maybe(Text),
        ProjectReference = Maybe(Text),
        ContractReference = Maybe(Text),
        PurchaseOrderReference = Maybe(Text),
        SalesOrderReference = Maybe(Text),
        ReceivingAdviceReference = Maybe(Text),
        DespatchAdviceReference = Maybe(Text),
        TenderOrLotReference = Maybe(Text),
        InvoicedObject = Maybe(Id),
        BuyerAccountingReference = Maybe(Text),
        PaymentTerms = Maybe(Text),
        Notes = Some(() => new InvoiceNote { SubjectCode = Maybe(() => asRead ? "AAI" : Text()), Text = Text() }),
        BusinessProcessType = Maybe(Text),
        SpecificationIdentifier = Text(),
        PrecedingInvoices = Some(() => new PrecedingInvoice { Number = Text(), IssueDate = MaybeValue(Date) }),
        Seller = new Seller
        {
            Name = Text(),
            TradingName = Maybe(Text),
            Identifiers = Some(Id),
            LegalRegistration = Maybe(Id),
            VatIdentifier = Maybe(Text),
            TaxRegistration = Maybe(() => asRead ? new Identifier(Text(), Text()) : Id()),
            LegalInformation = Maybe(Text),
            ElectronicAddress = Maybe(Id),
            Address = Address(),
            Contact = Maybe(Contact),
        },
        Buyer = new Buyer
        {
            Name = Text(),
            TradingName = Maybe(Text),
            Identifier = Maybe(Id),
            LegalRegistration = Maybe(Id),
            VatIdentifier = Maybe(Text),
            ElectronicAddress = Maybe(Id),
            Address = Address(),
            Contact = Maybe(Contact),
        },
        Payee = Maybe(() => new Payee { Name = Text(), Identifier = Maybe(Id), LegalRegistration = Maybe(Id) }),
        TaxRepresentative = Maybe(() => new TaxRepresentative { Name = Text(), VatIdentifier = Text(), Address = Address() }),
        Delivery = Maybe(() => new DeliveryInformation { PartyName = asRead ? Text() : Maybe(Text), Location = Maybe(Id), ActualDate = MaybeValue(Date), Address = Maybe(Address) }),
        InvoicingPeriod = Maybe(Period),
        Payment = Maybe(() => new PaymentInstructions
        {
            MeansCode = Text(),
            MeansText = Maybe(Text),
            RemittanceInformation = Maybe(Text),
            CreditTransfers = Some(() => new CreditTransfer { AccountIdentifier = Text(), AccountName = Maybe(Text), ServiceProvider = Maybe(Text) }),
            Card = Maybe(() => new PaymentCard { PrimaryAccountNumber = Text(), HolderName = Maybe(Text), NetworkId = Maybe(Text) }),
            DirectDebit = Maybe(() => new DirectDebit { MandateReference = asRead ? Text() : Maybe(Text), CreditorIdentifier = Maybe(Text), DebitedAccount = Maybe(Text) }),
        }),
        Allowances = Some(Adjustment),
        Charges = Some(Adjustment),
        Totals = new DocumentTotals
        {
            SumOfLines = Number(),
            SumOfAllowances = MaybeValue(Number),
            SumOfCharges = MaybeValue(Number),
            WithoutVat = Number(),
            Vat = MaybeValue(Number),
            VatInAccountingCurrency = MaybeValue(Number),
            WithVat = Number(),
            Paid = MaybeValue(Number),
            Rounding = MaybeValue(Number),
            DueForPayment = Number(),
        },
        VatBreakdowns = Some(() => new VatBreakdown
        {
            TaxableAmount = Number(),
            TaxAmount = Number(),
            Category = Category(),
            Rate = MaybeValue(Number),
            ExemptionReason = Maybe(Text),
            ExemptionReasonCode = Maybe(Text),
        }),
        SupportingDocuments = Some(() => new SupportingDocument
        {
            Reference = Text(),
            Description = Maybe(Text),
            ExternalLocation = Maybe(Text),
            Attachment = Maybe(() => new AttachedDocument { MimeCode = Text(), FileName = Text(), Content = new ByteString([Next(), Next()]) }),
        }),
        Lines = Some(Line),
    };

    public StatusResponse Status() => Envelopes.Status with
    {
        Code = (StatusCode)(1 + (Next() % 7)),
        Reason = (StatusReason)(1 + (Next() % 14)),
        Text = Maybe(Text),
    };

    private InvoiceLine Line() => new()
    {
        Id = Text(),
        Note = Maybe(Text),
        ObjectIdentifier = Maybe(Id),
        Quantity = Number(),
        UnitCode = Text(),
        NetAmount = Number(),
        OrderLineReference = Maybe(Text),
        BuyerAccountingReference = Maybe(Text),
        Period = Maybe(Period),
        Allowances = Some(LineAdjustment),
        Charges = Some(LineAdjustment),
        Price = new PriceDetails
        {
            NetPrice = Number(),
            Discount = MaybeValue(Number),
            GrossPrice = MaybeValue(Number),
            BaseQuantity = MaybeValue(Number),
            BaseQuantityUnitCode = Maybe(Text),
        },
        VatCategory = Category(),
        VatRate = MaybeValue(Number),
        Item = new ItemInformation
        {
            Name = Text(),
            Description = Maybe(Text),
            SellersIdentifier = Maybe(Text),
            BuyersIdentifier = Maybe(Text),
            StandardIdentifier = Maybe(Id),
            Classifications = Some(() => new ItemClassification { Code = Text(), SchemeId = Text(), SchemeVersion = Maybe(Text) }),
            CountryOfOrigin = Maybe(Text),
            Attributes = Some(() => new ItemProperty { Name = Text(), Value = Text() }),
        },
    };

    private static QuoteLine QuoteLine(InvoiceLine line) => new()
    {
        Id = line.Id,
        Note = line.Note,
        Quantity = line.Quantity,
        UnitCode = line.UnitCode,
        NetAmount = line.NetAmount,
        BuyerAccountingReference = line.BuyerAccountingReference,
        Allowances = line.Allowances,
        Charges = line.Charges,
        Price = line.Price,
        VatCategory = line.VatCategory,
        VatRate = line.VatRate,
        Item = line.Item,
    };

    private DocumentAllowanceOrCharge Adjustment() => new()
    {
        Amount = Number(),
        BaseAmount = MaybeValue(Number),
        Percentage = MaybeValue(Number),
        VatCategory = Category(),
        VatRate = MaybeValue(Number),
        Reason = Maybe(Text),
        ReasonCode = Maybe(Text),
    };

    private LineAllowanceOrCharge LineAdjustment() => new()
    {
        Amount = Number(),
        BaseAmount = MaybeValue(Number),
        Percentage = MaybeValue(Number),
        Reason = Maybe(Text),
        ReasonCode = Maybe(Text),
    };

    private PostalAddress Address() => new()
    {
        Line1 = Maybe(Text),
        Line2 = Maybe(Text),
        Line3 = Maybe(Text),
        City = Maybe(Text),
        PostCode = Maybe(Text),
        CountrySubdivision = Maybe(Text),
        CountryCode = Text(),
    };

    private Contact Contact() => new() { Point = asRead ? Text() : Maybe(Text), Telephone = Maybe(Text), Email = Maybe(Text) };

    private Period Period() => new() { Start = asRead ? Date() : MaybeValue(Date), End = MaybeValue(Date) };

    private Identifier Id() => new(Text(), Maybe(Text));

    private byte Next() => _at < choices.Length ? choices[_at++] : (byte)0;

    private bool Flag() => (Next() & 1) == 1;

    // Letters, an umlaut, a character outside the basic plane, markup and a control character.
    private string Text() => asRead ? $"x{Choice()}y" : Choice();

    private string Choice() => string.Concat(Enumerable.Range(0, Next() % 4).Select(_ => (Next() % 6) switch
    {
        0 => "a",
        1 => "ü",
        2 => "\U0001F9FE",
        3 => "<&\"",
        4 => "\n",
        _ => "0",
    }));

    // Also with trailing zeros, negative and with many digits.
    private decimal Number()
    {
        var digits = Next() % 6;
        var mantissa = 0L;
        for (var i = 0; i < digits; i++) mantissa = (mantissa << 8) | Next();
        return new decimal((int)mantissa, (int)(mantissa >> 32), 0, Flag(), (byte)(Next() % 7));
    }

    private DateOnly Date() => DateOnly.FromDayNumber(((Next() << 8) | Next()) * 55);

    private VatCategory Category() => (VatCategory)(1 + (Next() % 10));

    private T? Maybe<T>(Func<T> make)
        where T : class => Flag() ? make() : null;

    private T? MaybeValue<T>(Func<T> make)
        where T : struct => Flag() ? make() : null;

    private ValueList<T> Some<T>(Func<T> make) => Enumerable.Range(0, Next() % 3).Select(_ => make()).ToValueList();
}
