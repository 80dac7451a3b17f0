namespace Cpc.Invoicing.Cii;

/// <summary>
/// Every element and attribute of UN/CEFACT's Cross Industry Invoice (D16B) that has a place in the EN 16931 model
/// (CEN/TS 16931-3-3), with its business term and the rule that demands it. What is not here is refused by name.
/// Notation: <see cref="Xml.ShapeNotation"/>.
/// </summary>
internal static class CiiAllowList
{
    public const string Text = Header + Transaction + Line + Agreement + Delivery + Settlement;

    private const string Header = """
        rsm:ExchangedDocumentContext 1 - !BR-01
          ram:BusinessProcessSpecifiedDocumentContextParameter 1 BT-23
            ram:ID 1 BT-23
          ram:GuidelineSpecifiedDocumentContextParameter 1 BT-24 !BR-01
            ram:ID 1 BT-24 !BR-01
        rsm:ExchangedDocument 1 - !BR-02
          ram:ID 1 BT-1 !BR-02
          ram:TypeCode 1 BT-3 !BR-04
          ram:IssueDateTime 1 BT-2 !BR-03
            udt:DateTimeString 1 BT-2 @format !BR-03
          ram:IncludedNote n BG-1
            ram:Content 1 BT-22
            ram:SubjectCode 1 BT-21

        """;

    private const string Transaction = """
        rsm:SupplyChainTradeTransaction 1 - !BR-16

        """;

    private const string Line = """
          ram:IncludedSupplyChainTradeLineItem lines BG-25 !BR-16
            ram:AssociatedDocumentLineDocument 1 BT-126 !BR-21
              ram:LineID 1 BT-126 !BR-21
              ram:IncludedNote 1 BT-127
                ram:Content 1 BT-127
            ram:SpecifiedTradeProduct 1 BG-31 !BR-25
              ram:GlobalID 1 BT-157 @schemeID!BR-64
              ram:SellerAssignedID 1 BT-155
              ram:BuyerAssignedID 1 BT-156
              ram:Name 1 BT-153 !BR-25
              ram:Description 1 BT-154
              ram:ApplicableProductCharacteristic n BG-32
                ram:Description 1 BT-160 !BR-54
                ram:Value 1 BT-161 !BR-54
              ram:DesignatedProductClassification n BT-158
                ram:ClassCode 1 BT-158 @listID!BR-65 @listVersionID
              ram:OriginTradeCountry 1 BT-159
                ram:ID 1 BT-159
            ram:SpecifiedLineTradeAgreement 1 BG-29 !BR-26
              ram:BuyerOrderReferencedDocument 1 BT-132
                ram:LineID 1 BT-132
              ram:GrossPriceProductTradePrice 1 BT-148
                ram:ChargeAmount 1 BT-148 @currencyID
                ram:BasisQuantity 1 BT-149 @unitCode
                ram:AppliedTradeAllowanceCharge 1 BT-147
                  ram:ChargeIndicator 1 BT-147
                    udt:Indicator 1 BT-147
                  ram:ActualAmount 1 BT-147 @currencyID
              ram:NetPriceProductTradePrice 1 BT-146 !BR-26
                ram:ChargeAmount 1 BT-146 @currencyID !BR-26
                ram:BasisQuantity 1 BT-149 @unitCode
            ram:SpecifiedLineTradeDelivery 1 BT-129 !BR-22
              ram:BilledQuantity 1 BT-129 @unitCode!BR-23 !BR-22
            ram:SpecifiedLineTradeSettlement 1 BG-30 !BR-CO-04
              ram:ApplicableTradeTax 1 BT-151 !BR-CO-04
                ram:TypeCode 1 BT-151 !BR-CO-04
                ram:CategoryCode 1 BT-151 !BR-CO-04
                ram:RateApplicablePercent 1 BT-152
              ram:BillingSpecifiedPeriod 1 BG-26
                ram:StartDateTime 1 BT-134
                  udt:DateTimeString 1 BT-134 @format
                ram:EndDateTime 1 BT-135
                  udt:DateTimeString 1 BT-135 @format
              ram:SpecifiedTradeAllowanceCharge n BG-27/28
                ram:ChargeIndicator 1 BG-27/28 !CPC-CII-VALUE
                  udt:Indicator 1 BG-27/28 !CPC-CII-VALUE
                ram:CalculationPercent 1 BT-138/143
                ram:BasisAmount 1 BT-137/142 @currencyID
                ram:ActualAmount 1 BT-136/141 @currencyID !BR-41/BR-43
                ram:ReasonCode 1 BT-140/145
                ram:Reason 1 BT-139/144
              ram:SpecifiedTradeSettlementLineMonetarySummation 1 BT-131 !BR-24
                ram:LineTotalAmount 1 BT-131 @currencyID !BR-24
              ram:AdditionalReferencedDocument 1 BT-128
                ram:IssuerAssignedID 1 BT-128
                ram:TypeCode 1 BT-128
                ram:ReferenceTypeCode 1 BT-128-1
              ram:ReceivableSpecifiedTradeAccountingAccount 1 BT-133
                ram:ID 1 BT-133

        """;

    private const string Agreement = """
          ram:ApplicableHeaderTradeAgreement 1 - !BR-06
            ram:BuyerReference 1 BT-10
            ram:SellerTradeParty 1 BG-4 !BR-06
              ram:ID n BT-29
              ram:GlobalID n BT-29 @schemeID
              ram:Name 1 BT-27 !BR-06
              ram:Description 1 BT-33
              ram:SpecifiedLegalOrganization 1 BT-30
                ram:ID 1 BT-30 @schemeID
                ram:TradingBusinessName 1 BT-28
              ram:DefinedTradeContact 1 BG-6
                ram:PersonName 1 BT-41
                ram:DepartmentName 1 BT-41
                ram:TelephoneUniversalCommunication 1 BT-42
                  ram:CompleteNumber 1 BT-42
                ram:EmailURIUniversalCommunication 1 BT-43
                  ram:URIID 1 BT-43
              ram:PostalTradeAddress 1 BG-5 !BR-08
                ram:PostcodeCode 1 BT-38
                ram:LineOne 1 BT-35
                ram:LineTwo 1 BT-36
                ram:LineThree 1 BT-162
                ram:CityName 1 BT-37
                ram:CountryID 1 BT-40 !BR-09
                ram:CountrySubDivisionName 1 BT-39
              ram:URIUniversalCommunication 1 BT-34
                ram:URIID 1 BT-34 @schemeID!BR-62
              ram:SpecifiedTaxRegistration 2 BT-31
                ram:ID 1 BT-31 @schemeID!CPC-CII-VALUE
            ram:BuyerTradeParty 1 BG-7 !BR-07
              ram:ID 1 BT-46
              ram:GlobalID 1 BT-46 @schemeID
              ram:Name 1 BT-44 !BR-07
              ram:SpecifiedLegalOrganization 1 BT-47
                ram:ID 1 BT-47 @schemeID
                ram:TradingBusinessName 1 BT-45
              ram:DefinedTradeContact 1 BG-9
                ram:PersonName 1 BT-56
                ram:DepartmentName 1 BT-56
                ram:TelephoneUniversalCommunication 1 BT-57
                  ram:CompleteNumber 1 BT-57
                ram:EmailURIUniversalCommunication 1 BT-58
                  ram:URIID 1 BT-58
              ram:PostalTradeAddress 1 BG-8 !BR-10
                ram:PostcodeCode 1 BT-53
                ram:LineOne 1 BT-50
                ram:LineTwo 1 BT-51
                ram:LineThree 1 BT-163
                ram:CityName 1 BT-52
                ram:CountryID 1 BT-55 !BR-11
                ram:CountrySubDivisionName 1 BT-54
              ram:URIUniversalCommunication 1 BT-49
                ram:URIID 1 BT-49 @schemeID!BR-63
              ram:SpecifiedTaxRegistration 1 BT-48
                ram:ID 1 BT-48 @schemeID!CPC-CII-VALUE
            ram:SellerTaxRepresentativeTradeParty 1 BG-11
              ram:Name 1 BT-62 !BR-18
              ram:PostalTradeAddress 1 BG-12 !BR-19
                ram:PostcodeCode 1 BT-67
                ram:LineOne 1 BT-64
                ram:LineTwo 1 BT-65
                ram:LineThree 1 BT-164
                ram:CityName 1 BT-66
                ram:CountryID 1 BT-69 !BR-20
                ram:CountrySubDivisionName 1 BT-68
              ram:SpecifiedTaxRegistration 1 BT-63 !BR-56
                ram:ID 1 BT-63 @schemeID!CPC-CII-VALUE !BR-56
            ram:SellerOrderReferencedDocument 1 BT-14
              ram:IssuerAssignedID 1 BT-14
            ram:BuyerOrderReferencedDocument 1 BT-13
              ram:IssuerAssignedID 1 BT-13
            ram:ContractReferencedDocument 1 BT-12
              ram:IssuerAssignedID 1 BT-12
            ram:AdditionalReferencedDocument n BG-24
              ram:IssuerAssignedID 1 BT-122 !BR-52
              ram:URIID 1 BT-124
              ram:TypeCode 1 BT-122
              ram:Name 1 BT-123
              ram:AttachmentBinaryObject 1 BT-125 @mimeCode!UBL-DT-06 @filename!UBL-DT-07
              ram:ReferenceTypeCode 1 BT-18-1
            ram:SpecifiedProcuringProject 1 BT-11
              ram:ID 1 BT-11
              ram:Name 1 BT-11

        """;

    private const string Delivery = """
          ram:ApplicableHeaderTradeDelivery 1 BG-13
            ram:ShipToTradeParty 1 BT-70
              ram:ID 1 BT-71
              ram:GlobalID 1 BT-71 @schemeID
              ram:Name 1 BT-70
              ram:PostalTradeAddress 1 BG-15
                ram:PostcodeCode 1 BT-78
                ram:LineOne 1 BT-75
                ram:LineTwo 1 BT-76
                ram:LineThree 1 BT-165
                ram:CityName 1 BT-77
                ram:CountryID 1 BT-80 !BR-57
                ram:CountrySubDivisionName 1 BT-79
            ram:ActualDeliverySupplyChainEvent 1 BT-72
              ram:OccurrenceDateTime 1 BT-72
                udt:DateTimeString 1 BT-72 @format
            ram:DespatchAdviceReferencedDocument 1 BT-16
              ram:IssuerAssignedID 1 BT-16
            ram:ReceivingAdviceReferencedDocument 1 BT-15
              ram:IssuerAssignedID 1 BT-15

        """;

    private const string Settlement = """
          ram:ApplicableHeaderTradeSettlement 1 - !BR-05
            ram:CreditorReferenceID 1 BT-90
            ram:PaymentReference 1 BT-83
            ram:TaxCurrencyCode 1 BT-6
            ram:InvoiceCurrencyCode 1 BT-5 !BR-05
            ram:PayeeTradeParty 1 BG-10
              ram:ID 1 BT-60
              ram:GlobalID 1 BT-60 @schemeID
              ram:Name 1 BT-59 !BR-17
              ram:SpecifiedLegalOrganization 1 BT-61
                ram:ID 1 BT-61 @schemeID
            ram:SpecifiedTradeSettlementPaymentMeans n BG-16
              ram:TypeCode 1 BT-81 !BR-49
              ram:Information 1 BT-82
              ram:ApplicableTradeSettlementFinancialCard 1 BG-18
                ram:ID 1 BT-87 !BR-51
                ram:CardholderName 1 BT-88
              ram:PayerPartyDebtorFinancialAccount 1 BT-91
                ram:IBANID 1 BT-91
              ram:PayeePartyCreditorFinancialAccount 1 BG-17
                ram:IBANID 1 BT-84
                ram:AccountName 1 BT-85
                ram:ProprietaryID 1 BT-84
              ram:PayeeSpecifiedCreditorFinancialInstitution 1 BT-86
                ram:BICID 1 BT-86
            ram:ApplicableTradeTax n BG-23
              ram:CalculatedAmount 1 BT-117 @currencyID !BR-46
              ram:TypeCode 1 BT-118 !BR-47
              ram:ExemptionReason 1 BT-120
              ram:BasisAmount 1 BT-116 @currencyID !BR-45
              ram:CategoryCode 1 BT-118 !BR-47
              ram:ExemptionReasonCode 1 BT-121
              ram:TaxPointDate 1 BT-7
                udt:DateString 1 BT-7 @format
              ram:DueDateTypeCode 1 BT-8
              ram:RateApplicablePercent 1 BT-119
            ram:BillingSpecifiedPeriod 1 BG-14
              ram:StartDateTime 1 BT-73
                udt:DateTimeString 1 BT-73 @format
              ram:EndDateTime 1 BT-74
                udt:DateTimeString 1 BT-74 @format
            ram:SpecifiedTradeAllowanceCharge n BG-20/21
              ram:ChargeIndicator 1 BG-20/21 !CPC-CII-VALUE
                udt:Indicator 1 BG-20/21 !CPC-CII-VALUE
              ram:CalculationPercent 1 BT-94/101
              ram:BasisAmount 1 BT-93/100 @currencyID
              ram:ActualAmount 1 BT-92/99 @currencyID !BR-31/BR-36
              ram:ReasonCode 1 BT-98/105
              ram:Reason 1 BT-97/104
              ram:CategoryTradeTax 1 BT-95/102 !BR-32/BR-37
                ram:TypeCode 1 BT-95/102 !BR-32/BR-37
                ram:CategoryCode 1 BT-95/102 !BR-32/BR-37
                ram:RateApplicablePercent 1 BT-96/103
            ram:SpecifiedTradePaymentTerms 1 BT-20
              ram:Description 1 BT-20
              ram:DueDateDateTime 1 BT-9
                udt:DateTimeString 1 BT-9 @format
              ram:DirectDebitMandateID 1 BT-89
            ram:SpecifiedTradeSettlementHeaderMonetarySummation 1 BG-22 !BR-12
              ram:LineTotalAmount 1 BT-106 @currencyID !BR-12
              ram:ChargeTotalAmount 1 BT-108 @currencyID
              ram:AllowanceTotalAmount 1 BT-107 @currencyID
              ram:TaxBasisTotalAmount 1 BT-109 @currencyID !BR-13
              ram:TaxTotalAmount 2 BT-110 @currencyID!CPC-CII-CURRENCY
              ram:RoundingAmount 1 BT-114 @currencyID
              ram:GrandTotalAmount 1 BT-112 @currencyID !BR-14
              ram:TotalPrepaidAmount 1 BT-113 @currencyID
              ram:DuePayableAmount 1 BT-115 @currencyID !BR-15
            ram:InvoiceReferencedDocument n BG-3
              ram:IssuerAssignedID 1 BT-25 !BR-55
              ram:FormattedIssueDateTime 1 BT-26
                qdt:DateTimeString 1 BT-26 @format
            ram:ReceivableSpecifiedTradeAccountingAccount 1 BT-19
              ram:ID 1 BT-19

        """;
}
