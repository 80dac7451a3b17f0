namespace Cpc.Invoicing.Ubl;

/// <summary>
/// What a UBL 2.1 Quotation may hold: what has a place in <see cref="Model.QuoteDocument"/>. Parties, amounts and items
/// are those of <see cref="UblAllowList"/>. Notation: <see cref="Xml.ShapeNotation"/>.
/// </summary>
internal static class UblQuotationAllowList
{
    public static string Text { get; } =
        Header
        + "cac:SellerSupplierParty 1 BG-4 !BR-06\n" + UblAllowList.Seller
        + "cac:BuyerCustomerParty 1 BG-7 !BR-07\n" + UblAllowList.Buyer
        + UblAllowList.Delivery
        + Terms
        + UblAllowList.AdjustmentsAndVat
        + "cac:QuotedMonetaryTotal 1 BG-22 !BR-12\n" + UblAllowList.MonetaryTotal
        + Line + Nested(UblAllowList.LineAdjustmentsItemAndPrice);

    private const string Header = """
        cbc:UBLVersionID 1 -
        cbc:CustomizationID 1 BT-24
        cbc:ProfileID 1 BT-23
        cbc:ID 1 BT-1 !BR-02
        cbc:IssueDate 1 BT-2 !BR-03
        cbc:Note n BT-22
        cbc:PricingCurrencyCode 1 BT-5 !BR-05
        cac:ValidityPeriod 1 validUntil !CPC-QUOTE-VALIDITY
          cbc:EndDate 1 validUntil !CPC-QUOTE-VALIDITY
        cac:RequestForQuotationDocumentReference 1 requestReference
          cbc:ID 1 requestReference
        cac:AdditionalDocumentReference n BG-24
          cbc:ID 1 BT-122 !BR-52
          cbc:DocumentTypeCode 1 basedOn
          cbc:DocumentDescription 1 BT-123
          cac:Attachment 1 BG-24
            cbc:EmbeddedDocumentBinaryObject 1 BT-125 @mimeCode!UBL-DT-06 @filename!UBL-DT-07
            cac:ExternalReference 1 BT-124
              cbc:URI 1 BT-124
              cbc:DocumentHash 1 basedOn
              cbc:HashAlgorithmMethod 1 basedOn
        cac:Contract 1 BT-12
          cbc:ID 1 BT-12

        """;

    private const string Terms = """
        cac:TransactionConditions 1 terms
          cbc:Description 1 terms

        """;

    private const string Line = """
        cac:QuotationLine lines BG-25 !BR-16
          cac:LineItem 1 BG-25 !BR-16
            cbc:ID 1 BT-126 !BR-21
            cbc:Note 1 BT-127
            cbc:Quantity 1 BT-129 @unitCode!BR-23 !BR-22
            cbc:LineExtensionAmount 1 BT-131 @currencyID!CPC-UBL-CURRENCY !BR-24
            cbc:AccountingCost 1 BT-133

        """;

    // One level deeper: the line item stands within the line.
    private static string Nested(string lines) => string.Concat(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"  {line}\n"));
}
