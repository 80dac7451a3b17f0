using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Ubl;

/// <summary>BG-25 to BG-32: one invoice or credit note line.</summary>
internal static class UblLine
{
    public static InvoiceLine Read(UblElement line, UblValues values)
    {
        var quantity = line.Child("cbc:InvoicedQuantity") ?? line.Child("cbc:CreditedQuantity");
        var item = line.Child("cac:Item");
        var category = item?.Child("cac:ClassifiedTaxCategory");
        return new InvoiceLine
        {
            Id = UblValues.Required(line.Child("cbc:ID")),
            Note = UblValues.Text(line.Child("cbc:Note")),
            ObjectIdentifier = ObjectIdentifier(line.Child("cac:DocumentReference"), values),
            Quantity = values.Number(quantity) ?? 0,
            UnitCode = quantity?.Attribute("unitCode") ?? "",
            NetAmount = values.Amount(line.Child("cbc:LineExtensionAmount")) ?? 0,
            OrderLineReference = UblValues.Text(line.Find("cac:OrderLineReference", "cbc:LineID")),
            BuyerAccountingReference = UblValues.Text(line.Child("cbc:AccountingCost")),
            Period = UblDocument.Period(line.Child("cac:InvoicePeriod"), values),
            Allowances = AllowancesOrCharges(line, values, charges: false),
            Charges = AllowancesOrCharges(line, values, charges: true),
            Price = Price(line.Child("cac:Price"), values),
            VatCategory = values.Category(category),
            VatRate = values.Number(category?.Child("cbc:Percent")),
            Item = Item(item),
        };
    }

    private static Identifier? ObjectIdentifier(UblElement? reference, UblValues values)
    {
        if (reference is not { HasContent: true }) return null;
        var type = reference.Child("cbc:DocumentTypeCode");
        if (type?.Text != "130")
        {
            values.Findings.Add(UblRules.Value, reference, UblValues.Text(type),
                "A document reference of a line is its object identifier (BT-128): write DocumentTypeCode 130, or move the reference to the document.");
        }

        return UblValues.Identifier(reference.Child("cbc:ID"));
    }

    private static ValueList<LineAllowanceOrCharge> AllowancesOrCharges(UblElement line, UblValues values, bool charges)
    {
        var list = new List<LineAllowanceOrCharge>();
        foreach (var element in line.Children("cac:AllowanceCharge"))
        {
            var isCharge = charges ? element.Child("cbc:ChargeIndicator")?.Text is "true" or "1" : values.IsCharge(element);
            if (isCharge != charges) continue;
            list.Add(new LineAllowanceOrCharge
            {
                Amount = values.Amount(element.Child("cbc:Amount")) ?? 0,
                BaseAmount = values.Amount(element.Child("cbc:BaseAmount")),
                Percentage = values.Number(element.Child("cbc:MultiplierFactorNumeric")),
                Reason = UblValues.Text(element.Child("cbc:AllowanceChargeReason")),
                ReasonCode = UblValues.Text(element.Child("cbc:AllowanceChargeReasonCode")),
            });
        }

        return list.ToValueList();
    }

    private static PriceDetails Price(UblElement? price, UblValues values)
    {
        var discount = price?.Child("cac:AllowanceCharge");
        if (discount is not null && values.IsCharge(discount))
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

    private static ItemInformation Item(UblElement? item) => new()
    {
        Name = UblValues.Required(item?.Child("cbc:Name")),
        Description = UblValues.Text(item?.Child("cbc:Description")),
        SellersIdentifier = UblValues.Text(item?.Find("cac:SellersItemIdentification", "cbc:ID")),
        BuyersIdentifier = UblValues.Text(item?.Find("cac:BuyersItemIdentification", "cbc:ID")),
        StandardIdentifier = UblValues.Identifier(item?.Find("cac:StandardItemIdentification", "cbc:ID")),
        Classifications = (item?.Children("cac:CommodityClassification") ?? [])
            .Select(classification => classification.Child("cbc:ItemClassificationCode"))
            .OfType<UblElement>()
            .Where(code => code.HasContent)
            .Select(code => new ItemClassification
            {
                Code = code.Text,
                SchemeId = code.Attribute("listID") ?? "",
                SchemeVersion = code.Attribute("listVersionID"),
            })
            .ToValueList(),
        CountryOfOrigin = UblValues.Text(item?.Find("cac:OriginCountry", "cbc:IdentificationCode")),
        Attributes = (item?.Children("cac:AdditionalItemProperty") ?? [])
            .Select(property => new ItemProperty
            {
                Name = UblValues.Required(property.Child("cbc:Name")),
                Value = UblValues.Required(property.Child("cbc:Value")),
            })
            .ToValueList(),
    };
}
