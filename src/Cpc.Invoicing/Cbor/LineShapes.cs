using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Cbor;

/// <summary>Invoice lines.</summary>
internal static class LineShapes
{
    public static InvoiceLine Line(MapShape shape, InvoiceLine? line) => new()
    {
        Id = shape.Text(1, line?.Id),
        Note = shape.OptionalText(2, line?.Note),
        ObjectIdentifier = shape.OptionalMap(3, line?.ObjectIdentifier, PartyShapes.Identifier),
        Quantity = shape.Number(4, line?.Quantity),
        UnitCode = shape.Text(5, line?.UnitCode),
        NetAmount = shape.Number(6, line?.NetAmount),
        OrderLineReference = shape.OptionalText(7, line?.OrderLineReference),
        BuyerAccountingReference = shape.OptionalText(8, line?.BuyerAccountingReference),
        Period = shape.OptionalMap(9, line?.Period, InvoiceShape.Period),
        Allowances = shape.List(10, line?.Allowances ?? [], TotalsShapes.LineAllowanceOrCharge),
        Charges = shape.List(11, line?.Charges ?? [], TotalsShapes.LineAllowanceOrCharge),
        Price = shape.Map(12, line?.Price, Price),
        VatCategory = shape.Enumeration(13, line?.VatCategory),
        VatRate = shape.OptionalNumber(14, line?.VatRate),
        Item = shape.Map(15, line?.Item, Item),
    };

    public static PriceDetails Price(MapShape shape, PriceDetails? price) => new()
    {
        NetPrice = shape.Number(1, price?.NetPrice),
        Discount = shape.OptionalNumber(2, price?.Discount),
        GrossPrice = shape.OptionalNumber(3, price?.GrossPrice),
        BaseQuantity = shape.OptionalNumber(4, price?.BaseQuantity),
        BaseQuantityUnitCode = shape.OptionalText(5, price?.BaseQuantityUnitCode),
    };

    public static ItemInformation Item(MapShape shape, ItemInformation? item) => new()
    {
        Name = shape.Text(1, item?.Name),
        Description = shape.OptionalText(2, item?.Description),
        SellersIdentifier = shape.OptionalText(3, item?.SellersIdentifier),
        BuyersIdentifier = shape.OptionalText(4, item?.BuyersIdentifier),
        StandardIdentifier = shape.OptionalMap(5, item?.StandardIdentifier, PartyShapes.Identifier),
        Classifications = shape.List(6, item?.Classifications ?? [], Classification),
        CountryOfOrigin = shape.OptionalText(7, item?.CountryOfOrigin),
        Attributes = shape.List(8, item?.Attributes ?? [], Property),
    };

    private static ItemClassification Classification(MapShape shape, ItemClassification? classification) => new()
    {
        Code = shape.Text(1, classification?.Code),
        SchemeId = shape.Text(2, classification?.SchemeId),
        SchemeVersion = shape.OptionalText(3, classification?.SchemeVersion),
    };

    private static ItemProperty Property(MapShape shape, ItemProperty? property) => new()
    {
        Name = shape.Text(1, property?.Name),
        Value = shape.Text(2, property?.Value),
    };
}
