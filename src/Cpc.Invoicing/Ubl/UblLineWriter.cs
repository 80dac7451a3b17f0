using System.Xml.Linq;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Ubl;

/// <summary>Writes what <see cref="UblLine"/> reads.</summary>
internal static class UblLineWriter
{
    /// <param name="name">The element of the line.</param>
    /// <param name="quantity">The element of its quantity.</param>
    public static XElement? Line(string name, string quantity, InvoiceLine line, string currency) => UblXml.Group(name,
        UblXml.Leaf("cbc:ID", line.Id),
        UblXml.Leaf("cbc:Note", line.Note),
        UblXml.Number(quantity, line.Quantity, line.UnitCode),
        UblXml.Amount("cbc:LineExtensionAmount", line.NetAmount, currency),
        UblXml.Leaf("cbc:AccountingCost", line.BuyerAccountingReference),
        UblReferencesWriter.Period(line.Period),
        UblXml.Group("cac:OrderLineReference", UblXml.Leaf("cbc:LineID", line.OrderLineReference)),
        line.ObjectIdentifier is { } id ? UblReferencesWriter.Typed("cac:DocumentReference", id, UblReferences.InvoicedObjectType) : null,
        line.Allowances.Select(allowance => AllowanceOrCharge(allowance, isCharge: false, currency)),
        line.Charges.Select(charge => AllowanceOrCharge(charge, isCharge: true, currency)),
        // UBL's line item has the price first.
        name == "cac:LineItem" ? (XElement?[])[Price(line.Price, currency), Item(line)] : [Item(line), Price(line.Price, currency)]);

    private static XElement? AllowanceOrCharge(LineAllowanceOrCharge item, bool isCharge, string currency) => UblXml.Group("cac:AllowanceCharge",
        UblXml.Indicator("cbc:ChargeIndicator", isCharge),
        UblXml.Leaf("cbc:AllowanceChargeReasonCode", item.ReasonCode),
        UblXml.Leaf("cbc:AllowanceChargeReason", item.Reason),
        UblXml.Number("cbc:MultiplierFactorNumeric", item.Percentage),
        UblXml.Amount("cbc:Amount", item.Amount, currency),
        UblXml.Amount("cbc:BaseAmount", item.BaseAmount, currency));

    private static XElement? Item(InvoiceLine line)
    {
        var item = line.Item;
        return UblXml.Group("cac:Item",
            UblXml.Leaf("cbc:Description", item.Description),
            UblXml.Leaf("cbc:Name", item.Name),
            UblXml.Reference("cac:BuyersItemIdentification", item.BuyersIdentifier),
            UblXml.Reference("cac:SellersItemIdentification", item.SellersIdentifier),
            UblXml.Group("cac:StandardItemIdentification", UblXml.Id("cbc:ID", item.StandardIdentifier)),
            UblXml.Group("cac:OriginCountry", UblXml.Leaf("cbc:IdentificationCode", item.CountryOfOrigin)),
            item.Classifications.Select(classification => UblXml.Group("cac:CommodityClassification", UblXml.Leaf(
                "cbc:ItemClassificationCode", classification.Code, ("listID", classification.SchemeId), ("listVersionID", classification.SchemeVersion)))),
            UblTotalsWriter.Category("cac:ClassifiedTaxCategory", line.VatCategory, line.VatRate),
            item.Attributes.Select(property => UblXml.Group("cac:AdditionalItemProperty",
                UblXml.Leaf("cbc:Name", property.Name),
                UblXml.Leaf("cbc:Value", property.Value))));
    }

    private static XElement? Price(PriceDetails price, string currency) => UblXml.Group("cac:Price",
        UblXml.Amount("cbc:PriceAmount", price.NetPrice, currency),
        // A unit stands only on a quantity, which is 1 where it is not given.
        UblXml.Number("cbc:BaseQuantity", price.BaseQuantity ?? (price.BaseQuantityUnitCode is null ? null : 1), price.BaseQuantityUnitCode),
        price.Discount is null && price.GrossPrice is null ? null : UblXml.Group("cac:AllowanceCharge",
            UblXml.Indicator("cbc:ChargeIndicator", false),
            // UBL demands the amount; a gross price alone has no discount.
            UblXml.Amount("cbc:Amount", price.Discount ?? 0, currency),
            UblXml.Amount("cbc:BaseAmount", price.GrossPrice, currency)));
}
