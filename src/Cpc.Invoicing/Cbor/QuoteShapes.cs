using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Cbor;

/// <summary>The content of a quote and of an answer to one. Keys are never reused.</summary>
internal static class QuoteShapes
{
    public static QuoteDocument Quote(MapShape shape, QuoteDocument? q) => new()
    {
        Number = shape.Text(1, q?.Number),
        IssueDate = shape.Date(2, q?.IssueDate),
        ValidUntil = shape.Date(3, q?.ValidUntil),
        CurrencyCode = shape.Text(4, q?.CurrencyCode),
        BasedOn = shape.OptionalMap(5, q?.BasedOn, BasedOn),
        RequestReference = shape.OptionalText(6, q?.RequestReference),
        ContractReference = shape.OptionalText(7, q?.ContractReference),
        Terms = shape.OptionalText(8, q?.Terms),
        Notes = shape.List(9, q?.Notes ?? [], InvoiceShape.Note),
        BusinessProcessType = shape.OptionalText(10, q?.BusinessProcessType),
        SpecificationIdentifier = shape.OptionalText(11, q?.SpecificationIdentifier),
        Seller = shape.Map(12, q?.Seller, PartyShapes.Seller),
        Buyer = shape.Map(13, q?.Buyer, PartyShapes.Buyer),
        Delivery = shape.OptionalMap(14, q?.Delivery, PartyShapes.Delivery),
        Allowances = shape.List(15, q?.Allowances ?? [], TotalsShapes.AllowanceOrCharge),
        Charges = shape.List(16, q?.Charges ?? [], TotalsShapes.AllowanceOrCharge),
        Totals = shape.Map(17, q?.Totals, TotalsShapes.Totals),
        VatBreakdowns = shape.List(18, q?.VatBreakdowns ?? [], TotalsShapes.VatBreakdown),
        SupportingDocuments = shape.List(19, q?.SupportingDocuments ?? [], InvoiceShape.Supporting),
        Lines = shape.List(20, q?.Lines ?? [], Line, DocumentLimits.MaxLines),
    };

    public static QuoteResponse Response(MapShape shape, QuoteResponse? response)
    {
        var read = new QuoteResponse
        {
            DocumentId = EnvelopeShape.UuidV7(shape, 1, response?.DocumentId),
            DocumentHash = Hash(shape, 2, response?.DocumentHash),
            Answer = shape.Enumeration(3, response?.Answer),
            Text = shape.OptionalText(4, response?.Text, QuoteResponse.MaxTextLength),
        };
        return read is { Answer: QuoteAnswer.Countered, Text: null } ? throw new DecodeRefusedException(DecodeRefusal.ReasonMissing) : read;
    }

    private static BasedOnQuote BasedOn(MapShape shape, BasedOnQuote? quote) => new()
    {
        DocumentId = EnvelopeShape.UuidV7(shape, 1, quote?.DocumentId),
        Hash = Hash(shape, 2, quote?.Hash),
    };

    private static ContentHash Hash(MapShape shape, int key, ContentHash? hash) =>
        new(shape.Bytes(key, hash is { } given ? new ByteString(given.ToArray()) : null, ContentHash.Size, ContentHash.Size).Span);

    private static QuoteLine Line(MapShape shape, QuoteLine? line) => new()
    {
        Id = shape.Text(1, line?.Id),
        Note = shape.OptionalText(2, line?.Note),
        Quantity = shape.Number(3, line?.Quantity),
        UnitCode = shape.Text(4, line?.UnitCode),
        NetAmount = shape.Number(5, line?.NetAmount),
        BuyerAccountingReference = shape.OptionalText(6, line?.BuyerAccountingReference),
        Allowances = shape.List(7, line?.Allowances ?? [], TotalsShapes.LineAllowanceOrCharge),
        Charges = shape.List(8, line?.Charges ?? [], TotalsShapes.LineAllowanceOrCharge),
        Price = shape.Map(9, line?.Price, LineShapes.Price),
        VatCategory = shape.Enumeration(10, line?.VatCategory),
        VatRate = shape.OptionalNumber(11, line?.VatRate),
        Item = shape.Map(12, line?.Item, LineShapes.Item),
    };
}
