using Cpc.Invoicing.Model;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Cii;

/// <summary>BG-25 to BG-32: one line.</summary>
internal static class CiiLine
{
    public static InvoiceLine Read(Element line, Values values)
    {
        var document = line.Child("ram:AssociatedDocumentLineDocument");
        var agreement = line.Child("ram:SpecifiedLineTradeAgreement");
        var quantity = line.Find("ram:SpecifiedLineTradeDelivery", "ram:BilledQuantity");
        var settlement = line.Child("ram:SpecifiedLineTradeSettlement");
        var tax = settlement?.Child("ram:ApplicableTradeTax");
        return new InvoiceLine
        {
            Id = Values.Required(document?.Child("ram:LineID")),
            Note = Values.Text(document?.Find("ram:IncludedNote", "ram:Content")),
            ObjectIdentifier = ObjectIdentifier(settlement?.Child("ram:AdditionalReferencedDocument"), values),
            Quantity = values.Number(quantity) ?? 0,
            UnitCode = quantity?.Attribute("unitCode") ?? "",
            NetAmount = values.Amount(settlement?.Find("ram:SpecifiedTradeSettlementLineMonetarySummation", "ram:LineTotalAmount")) ?? 0,
            OrderLineReference = Values.Text(agreement?.Find("ram:BuyerOrderReferencedDocument", "ram:LineID")),
            BuyerAccountingReference = Values.Text(settlement?.Find("ram:ReceivableSpecifiedTradeAccountingAccount", "ram:ID")),
            Period = CiiValues.Period(settlement?.Child("ram:BillingSpecifiedPeriod"), values),
            Allowances = AllowancesOrCharges(settlement, values, charges: false),
            Charges = AllowancesOrCharges(settlement, values, charges: true),
            Price = Price(agreement, values),
            VatCategory = values.Category(tax?.Child("ram:CategoryCode"), tax?.Child("ram:TypeCode")),
            VatRate = values.Number(tax?.Child("ram:RateApplicablePercent")),
            Item = Item(line.Child("ram:SpecifiedTradeProduct")),
        };
    }

    // A line has no other kind of reference, so a missing type code says nothing else.
    private static Identifier? ObjectIdentifier(Element? reference, Values values)
    {
        if (reference is not { HasContent: true }) return null;
        if (reference.Child("ram:TypeCode") is { HasContent: true } type && type.Text != CiiReferences.InvoicedObjectType)
            values.Refuse(type, "A document reference of a line is its object identifier (BT-128): write TypeCode 130, or move the reference to the document.");
        return Values.Text(reference.Child("ram:IssuerAssignedID")) is { } id ? new Identifier(id, Values.Text(reference.Child("ram:ReferenceTypeCode"))) : null;
    }

    private static ValueList<LineAllowanceOrCharge> AllowancesOrCharges(Element? settlement, Values values, bool charges)
    {
        var list = new List<LineAllowanceOrCharge>();
        foreach (var element in CiiDocument.Children(settlement, "ram:SpecifiedTradeAllowanceCharge"))
        {
            var indicator = CiiValues.Indicator(element);
            if (charges ? !Values.SaysCharge(indicator) : values.IsCharge(indicator)) continue;
            list.Add(new LineAllowanceOrCharge
            {
                Amount = values.Amount(element.Child("ram:ActualAmount")) ?? 0,
                BaseAmount = values.Amount(element.Child("ram:BasisAmount")),
                Percentage = values.Number(element.Child("ram:CalculationPercent")),
                Reason = Values.Text(element.Child("ram:Reason")),
                ReasonCode = Values.Text(element.Child("ram:ReasonCode")),
            });
        }

        return list.ToValueList();
    }

    private static PriceDetails Price(Element? agreement, Values values)
    {
        var net = agreement?.Child("ram:NetPriceProductTradePrice");
        var gross = agreement?.Child("ram:GrossPriceProductTradePrice");
        var discount = gross?.Child("ram:AppliedTradeAllowanceCharge");
        if (discount is not null && values.IsCharge(CiiValues.Indicator(discount)))
            values.Refuse(discount, "A price (BG-29) has a discount (BT-147) and no charge: put the charge into the net price (BT-146).");
        var netQuantity = net?.Child("ram:BasisQuantity");
        var grossQuantity = gross?.Child("ram:BasisQuantity");
        var quantity = netQuantity ?? grossQuantity;
        if (netQuantity is not null && grossQuantity is not null
            && (values.Number(netQuantity) != values.Number(grossQuantity) || netQuantity.Attribute("unitCode") != grossQuantity.Attribute("unitCode")))
        {
            values.Refuse(grossQuantity, "The base quantities (BT-149) of the net and the gross price differ: EN 16931 has one, write the same.");
        }

        return new PriceDetails
        {
            NetPrice = values.Amount(net?.Child("ram:ChargeAmount")) ?? 0,
            Discount = values.Amount(discount?.Child("ram:ActualAmount")),
            GrossPrice = values.Amount(gross?.Child("ram:ChargeAmount")),
            BaseQuantity = values.Number(quantity),
            BaseQuantityUnitCode = quantity?.Attribute("unitCode"),
        };
    }

    private static ItemInformation Item(Element? product) => new()
    {
        Name = Values.Required(product?.Child("ram:Name")),
        Description = Values.Text(product?.Child("ram:Description")),
        SellersIdentifier = Values.Text(product?.Child("ram:SellerAssignedID")),
        BuyersIdentifier = Values.Text(product?.Child("ram:BuyerAssignedID")),
        StandardIdentifier = Values.Identifier(product?.Child("ram:GlobalID")),
        Classifications = CiiDocument.Children(product, "ram:DesignatedProductClassification")
            .Select(classification => classification.Child("ram:ClassCode"))
            .OfType<Element>()
            .Where(code => code.HasContent)
            .Select(code => new ItemClassification { Code = code.Text, SchemeId = code.Attribute("listID") ?? "", SchemeVersion = code.Attribute("listVersionID") })
            .ToValueList(),
        CountryOfOrigin = Values.Text(product?.Find("ram:OriginTradeCountry", "ram:ID")),
        Attributes = CiiDocument.Children(product, "ram:ApplicableProductCharacteristic")
            .Select(property => new ItemProperty { Name = Values.Required(property.Child("ram:Description")), Value = Values.Required(property.Child("ram:Value")) })
            .ToValueList(),
    };
}
