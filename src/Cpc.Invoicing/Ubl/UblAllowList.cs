namespace Cpc.Invoicing.Ubl;

/// <summary>
/// Every UBL 2.1 element and attribute that has a place in the EN 16931 model (CEN/TS 16931-3-2), with its business
/// term and the rule that demands it. What is not here is refused by name. Notation: <see cref="Xml.ShapeNotation"/>.
/// </summary>
internal static partial class UblAllowList
{
    public const string Text = Header + Parties + Payment + Totals + Lines;

    private const string Header = """
        cbc:UBLVersionID 1 -
        cbc:CustomizationID 1 BT-24 !BR-01
        cbc:ProfileID 1 BT-23
        cbc:ID 1 BT-1 !BR-02
        cbc:IssueDate 1 BT-2 !BR-03
        cbc:DueDate 1 BT-9 I
        cbc:InvoiceTypeCode 1 BT-3 !BR-04 I
        cbc:CreditNoteTypeCode 1 BT-3 !BR-04 C
        cbc:Note n BT-22
        cbc:TaxPointDate 1 BT-7
        cbc:DocumentCurrencyCode 1 BT-5 !BR-05
        cbc:TaxCurrencyCode 1 BT-6
        cbc:AccountingCost 1 BT-19
        cbc:BuyerReference 1 BT-10
        cac:InvoicePeriod 1 BG-14
          cbc:StartDate 1 BT-73
          cbc:EndDate 1 BT-74
          cbc:DescriptionCode 1 BT-8
        cac:OrderReference 1 BT-13
          cbc:ID 1 BT-13
          cbc:SalesOrderID 1 BT-14
        cac:BillingReference n BG-3
          cac:InvoiceDocumentReference 1 BG-3 !BR-55
            cbc:ID 1 BT-25 !BR-55
            cbc:IssueDate 1 BT-26
        cac:DespatchDocumentReference 1 BT-16
          cbc:ID 1 BT-16
        cac:ReceiptDocumentReference 1 BT-15
          cbc:ID 1 BT-15
        cac:OriginatorDocumentReference 1 BT-17
          cbc:ID 1 BT-17
        cac:ContractDocumentReference 1 BT-12
          cbc:ID 1 BT-12
        cac:AdditionalDocumentReference n BG-24
          cbc:ID 1 BT-122 @schemeID !BR-52
          cbc:DocumentTypeCode 1 BT-18
          cbc:DocumentDescription 1 BT-123
          cac:Attachment 1 BG-24
            cbc:EmbeddedDocumentBinaryObject 1 BT-125 @mimeCode!UBL-DT-06 @filename!UBL-DT-07
            cac:ExternalReference 1 BT-124
              cbc:URI 1 BT-124
        cac:ProjectReference 1 BT-11 I
          cbc:ID 1 BT-11

        """;

    private const string Parties =
        "cac:AccountingSupplierParty 1 BG-4 !BR-06\n" + Seller + "cac:AccountingCustomerParty 1 BG-7 !BR-07\n" + Buyer + OtherParties + Delivery;

    private const string Payment = """
        cac:PaymentMeans n BG-16
          cbc:PaymentMeansCode 1 BT-81 @name !BR-49
          cbc:PaymentDueDate 1 BT-9 C
          cbc:PaymentID 1 BT-83
          cac:CardAccount 1 BG-18
            cbc:PrimaryAccountNumberID 1 BT-87 !BR-51
            cbc:NetworkID 1 -
            cbc:HolderName 1 BT-88
          cac:PayeeFinancialAccount 1 BG-17
            cbc:ID 1 BT-84 !BR-50
            cbc:Name 1 BT-85
            cac:FinancialInstitutionBranch 1 BT-86
              cbc:ID 1 BT-86
          cac:PaymentMandate 1 BG-19
            cbc:ID 1 BT-89
            cac:PayerFinancialAccount 1 BT-91
              cbc:ID 1 BT-91
        cac:PaymentTerms 1 BT-20
          cbc:Note 1 BT-20

        """;

    private const string Totals = AdjustmentsAndVat + "cac:LegalMonetaryTotal 1 BG-22 !BR-12\n" + MonetaryTotal;

    /// <summary>BG-20, BG-21 and BG-23 of a document.</summary>
    public const string AdjustmentsAndVat = """
        cac:AllowanceCharge n BG-20/21
          cbc:ChargeIndicator 1 BG-20/21 !CPC-UBL-VALUE
          cbc:AllowanceChargeReasonCode 1 BT-98/105
          cbc:AllowanceChargeReason 1 BT-97/104
          cbc:MultiplierFactorNumeric 1 BT-94/101
          cbc:Amount 1 BT-92/99 @currencyID!CPC-UBL-CURRENCY !BR-31/BR-36
          cbc:BaseAmount 1 BT-93/100 @currencyID!CPC-UBL-CURRENCY
          cac:TaxCategory 1 BT-95/102 !BR-32/BR-37
            cbc:ID 1 BT-95/102 !BR-32/BR-37
            cbc:Percent 1 BT-96/103
            cac:TaxScheme 1 BT-95/102 !BR-32/BR-37
              cbc:ID 1 BT-95/102 !BR-32/BR-37
        cac:TaxTotal 2 BT-110
          cbc:TaxAmount 1 BT-110 @currencyID!CPC-UBL-CURRENCY !BR-CO-14
          cac:TaxSubtotal n BG-23
            cbc:TaxableAmount 1 BT-116 @currencyID!CPC-UBL-CURRENCY !BR-45
            cbc:TaxAmount 1 BT-117 @currencyID!CPC-UBL-CURRENCY !BR-46
            cac:TaxCategory 1 BT-118 !BR-47
              cbc:ID 1 BT-118 !BR-47
              cbc:Percent 1 BT-119
              cbc:TaxExemptionReasonCode 1 BT-121
              cbc:TaxExemptionReason 1 BT-120
              cac:TaxScheme 1 BT-118 !BR-47
                cbc:ID 1 BT-118 !BR-47

        """;

    /// <summary>The amounts of BG-22, one level deep.</summary>
    public const string MonetaryTotal = """
          cbc:LineExtensionAmount 1 BT-106 @currencyID!CPC-UBL-CURRENCY !BR-12
          cbc:TaxExclusiveAmount 1 BT-109 @currencyID!CPC-UBL-CURRENCY !BR-13
          cbc:TaxInclusiveAmount 1 BT-112 @currencyID!CPC-UBL-CURRENCY !BR-14
          cbc:AllowanceTotalAmount 1 BT-107 @currencyID!CPC-UBL-CURRENCY
          cbc:ChargeTotalAmount 1 BT-108 @currencyID!CPC-UBL-CURRENCY
          cbc:PrepaidAmount 1 BT-113 @currencyID!CPC-UBL-CURRENCY
          cbc:PayableRoundingAmount 1 BT-114 @currencyID!CPC-UBL-CURRENCY
          cbc:PayableAmount 1 BT-115 @currencyID!CPC-UBL-CURRENCY !BR-15

        """;

    private const string Lines =
        "cac:InvoiceLine lines BG-25 !BR-16 I\n"
        + "  cbc:InvoicedQuantity 1 BT-129 @unitCode!BR-23 !BR-22\n"
        + Line
        + "cac:CreditNoteLine lines BG-25 !BR-16 C\n"
        + "  cbc:CreditedQuantity 1 BT-129 @unitCode!BR-23 !BR-22\n"
        + Line;

    private const string Line = LineHead + LineAdjustmentsItemAndPrice;

    private const string LineHead = """
          cbc:ID 1 BT-126 !BR-21
          cbc:Note 1 BT-127
          cbc:LineExtensionAmount 1 BT-131 @currencyID!CPC-UBL-CURRENCY !BR-24
          cbc:AccountingCost 1 BT-133
          cac:InvoicePeriod 1 BG-26
            cbc:StartDate 1 BT-134
            cbc:EndDate 1 BT-135
          cac:OrderLineReference 1 BT-132
            cbc:LineID 1 BT-132
          cac:DocumentReference 1 BT-128
            cbc:ID 1 BT-128 @schemeID
            cbc:DocumentTypeCode 1 BT-128

        """;

    /// <summary>BG-27 to BG-32 of a line, one level deep.</summary>
    public const string LineAdjustmentsItemAndPrice = """
          cac:AllowanceCharge n BG-27/28
            cbc:ChargeIndicator 1 BG-27/28 !CPC-UBL-VALUE
            cbc:AllowanceChargeReasonCode 1 BT-140/145
            cbc:AllowanceChargeReason 1 BT-139/144
            cbc:MultiplierFactorNumeric 1 BT-138/143
            cbc:Amount 1 BT-136/141 @currencyID!CPC-UBL-CURRENCY !BR-41/BR-43
            cbc:BaseAmount 1 BT-137/142 @currencyID!CPC-UBL-CURRENCY
          cac:Item 1 BG-31 !BR-25
            cbc:Description 1 BT-154
            cbc:Name 1 BT-153 !BR-25
            cac:BuyersItemIdentification 1 BT-156
              cbc:ID 1 BT-156
            cac:SellersItemIdentification 1 BT-155
              cbc:ID 1 BT-155
            cac:StandardItemIdentification 1 BT-157
              cbc:ID 1 BT-157 @schemeID!BR-64
            cac:OriginCountry 1 BT-159
              cbc:IdentificationCode 1 BT-159
            cac:CommodityClassification n BT-158
              cbc:ItemClassificationCode 1 BT-158 @listID!BR-65 @listVersionID
            cac:ClassifiedTaxCategory 1 BT-151 !BR-CO-04
              cbc:ID 1 BT-151 !BR-CO-04
              cbc:Percent 1 BT-152
              cac:TaxScheme 1 BT-151 !BR-CO-04
                cbc:ID 1 BT-151 !BR-CO-04
            cac:AdditionalItemProperty n BG-32
              cbc:Name 1 BT-160 !BR-54
              cbc:Value 1 BT-161 !BR-54
          cac:Price 1 BG-29 !BR-26
            cbc:PriceAmount 1 BT-146 @currencyID!CPC-UBL-CURRENCY !BR-26
            cbc:BaseQuantity 1 BT-149 @unitCode
            cac:AllowanceCharge 1 BT-147
              cbc:ChargeIndicator 1 BT-147
              cbc:Amount 1 BT-147 @currencyID!CPC-UBL-CURRENCY
              cbc:BaseAmount 1 BT-148 @currencyID!CPC-UBL-CURRENCY

        """;
}
