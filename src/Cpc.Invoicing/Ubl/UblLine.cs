using Cpc.Invoicing.Model;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Ubl;

/// <summary>BG-25 to BG-32: one invoice or credit note line.</summary>
internal static class UblLine
{
    public static InvoiceLine Read(Element line, Values values)
    {
        var quantity = line.Child("cbc:InvoicedQuantity") ?? line.Child("cbc:CreditedQuantity") ?? line.Child("cbc:Quantity");
        var item = line.Child("cac:Item");
        var category = item?.Child("cac:ClassifiedTaxCategory");
        return new InvoiceLine
        {
            Id = Values.Required(line.Child("cbc:ID")),
            Note = Values.Text(line.Child("cbc:Note")),
            ObjectIdentifier = ObjectIdentifier(line.Child("cac:DocumentReference"), values),
            Quantity = values.Number(quantity) ?? 0,
            UnitCode = quantity?.Attribute("unitCode") ?? "",
            NetAmount = values.Amount(line.Child("cbc:LineExtensionAmount")) ?? 0,
            OrderLineReference = Values.Text(line.Find("cac:OrderLineReference", "cbc:LineID")),
            BuyerAccountingReference = Values.Text(line.Child("cbc:AccountingCost")),
            Period = UblDocument.Period(line.Child("cac:InvoicePeriod"), values),
            Allowances = AllowancesOrCharges(line, values, charges: false),
            Charges = AllowancesOrCharges(line, values, charges: true),
            Price = Price(line.Child("cac:Price"), values),
            VatCategory = values.Category(category?.Child("cbc:ID"), category?.Find("cac:TaxScheme", "cbc:ID")),
            VatRate = values.Number(category?.Child("cbc:Percent")),
            Item = Item(item),
        };
    }

    private static Identifier? ObjectIdentifier(Element? reference, Values values)
    {
        if (reference is not { HasContent: true }) return null;
        var type = reference.Child("cbc:DocumentTypeCode");
        if (type?.Text != "130")
        {
            values.Findings.Add(UblRules.Value, reference, Values.Text(type),
                "A document reference of a line is its object identifier (BT-128): write DocumentTypeCode 130, or move the reference to the document.");
        }

        return Values.Identifier(reference.Child("cbc:ID"));
    }

    private static ValueList<LineAllowanceOrCharge> AllowancesOrCharges(Element line, Values values, bool charges)
    {
        var list = new List<LineAllowanceOrCharge>();
        foreach (var element in line.Children("cac:AllowanceCharge"))
        {
            var isCharge = charges ? Values.SaysCharge(element.Child("cbc:ChargeIndicator")) : values.IsCharge(element.Child("cbc:ChargeIndicator"));
            if (isCharge != charges) continue;
            list.Add(new LineAllowanceOrCharge
            {
                Amount = values.Amount(element.Child("cbc:Amount")) ?? 0,
                BaseAmount = values.Amount(element.Child("cbc:BaseAmount")),
                Percentage = values.Number(element.Child("cbc:MultiplierFactorNumeric")),
                Reason = Values.Text(element.Child("cbc:AllowanceChargeReason")),
                ReasonCode = Values.Text(element.Child("cbc:AllowanceChargeReasonCode")),
            });
        }

        return list.ToValueList();
    }

    private static PriceDetails Price(Element? price, Values values)
    {
        var discount = price?.Child("cac:AllowanceCharge");
        if (discount is not null && values.IsCharge(discount.Child("cbc:ChargeIndicator")))
        {
            values.Findings.Add(values.IsPeppol ? UblRules.PeppolPriceCharge : UblRules.Value, discount, "true", "A price (BG-29) has a discount (BT-147) and no charge: put the charge into the net price (BT-146).");
        }

        var baseQuantity = price?.Child("cbc:BaseQuantity");
        return new PriceDetails
        {
            NetPrice = values.Amount(price?.Child("cbc:PriceAmount")) ?? 0,
            Discount = values.Amount(discount?.Child("cbc:Amount")),
            GrossPrice = values.Amount(discount?.Child("cbc:BaseAmount")),
            BaseQuantity = values.Number(baseQuantity),
            BaseQuantityUnitCode = baseQuantity?.Attribute("unitCode"),
        };
    }

    private static ItemInformation Item(Element? item) => new()
    {
        Name = Values.Required(item?.Child("cbc:Name")),
        Description = Values.Text(item?.Child("cbc:Description")),
        SellersIdentifier = Values.Text(item?.Find("cac:SellersItemIdentification", "cbc:ID")),
        BuyersIdentifier = Values.Text(item?.Find("cac:BuyersItemIdentification", "cbc:ID")),
        StandardIdentifier = Values.Identifier(item?.Find("cac:StandardItemIdentification", "cbc:ID")),
        Classifications = (item?.Children("cac:CommodityClassification") ?? [])
            .Select(classification => classification.Child("cbc:ItemClassificationCode"))
            .OfType<Element>()
            .Where(code => code.HasContent)
            .Select(code => new ItemClassification
            {
                Code = code.Text,
                SchemeId = code.Attribute("listID") ?? "",
                SchemeVersion = code.Attribute("listVersionID"),
            })
            .ToValueList(),
        CountryOfOrigin = Values.Text(item?.Find("cac:OriginCountry", "cbc:IdentificationCode")),
        Attributes = (item?.Children("cac:AdditionalItemProperty") ?? [])
            .Select(property => new ItemProperty
            {
                Name = Values.Required(property.Child("cbc:Name")),
                Value = Values.Required(property.Child("cbc:Value")),
            })
            .ToValueList(),
    };
}
