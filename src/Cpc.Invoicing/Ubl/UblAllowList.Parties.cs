namespace Cpc.Invoicing.Ubl;

internal static partial class UblAllowList
{
    /// <summary>The seller's party, one level deep.</summary>
    public const string Seller = """
          cac:Party 1 BG-4 !BR-06
            cbc:EndpointID 1 BT-34 @schemeID!BR-62
            cac:PartyIdentification n BT-29
              cbc:ID 1 BT-29 @schemeID
            cac:PartyName 1 BT-28
              cbc:Name 1 BT-28
            cac:PostalAddress 1 BG-5 !BR-08
              cbc:StreetName 1 BT-35
              cbc:AdditionalStreetName 1 BT-36
              cbc:CityName 1 BT-37
              cbc:PostalZone 1 BT-38
              cbc:CountrySubentity 1 BT-39
              cac:AddressLine 1 BT-162
                cbc:Line 1 BT-162
              cac:Country 1 BT-40 !BR-09
                cbc:IdentificationCode 1 BT-40 !BR-09
            cac:PartyTaxScheme 2 BT-31
              cbc:CompanyID 1 BT-31 !UBL-SR-53
              cac:TaxScheme 1 BT-31 !UBL-SR-53
                cbc:ID 1 BT-31 !UBL-SR-53
            cac:PartyLegalEntity 1 BT-27 !BR-06
              cbc:RegistrationName 1 BT-27 !BR-06
              cbc:CompanyID 1 BT-30 @schemeID
              cbc:CompanyLegalForm 1 BT-33
            cac:Contact 1 BG-6
              cbc:Name 1 BT-41
              cbc:Telephone 1 BT-42
              cbc:ElectronicMail 1 BT-43

        """;

    /// <summary>The buyer's party, one level deep.</summary>
    public const string Buyer = """
          cac:Party 1 BG-7 !BR-07
            cbc:EndpointID 1 BT-49 @schemeID!BR-63
            cac:PartyIdentification 1 BT-46
              cbc:ID 1 BT-46 @schemeID
            cac:PartyName 1 BT-45
              cbc:Name 1 BT-45
            cac:PostalAddress 1 BG-8 !BR-10
              cbc:StreetName 1 BT-50
              cbc:AdditionalStreetName 1 BT-51
              cbc:CityName 1 BT-52
              cbc:PostalZone 1 BT-53
              cbc:CountrySubentity 1 BT-54
              cac:AddressLine 1 BT-163
                cbc:Line 1 BT-163
              cac:Country 1 BT-55 !BR-11
                cbc:IdentificationCode 1 BT-55 !BR-11
            cac:PartyTaxScheme 1 BT-48
              cbc:CompanyID 1 BT-48 !UBL-SR-53
              cac:TaxScheme 1 BT-48 !UBL-SR-53
                cbc:ID 1 BT-48 !UBL-SR-53
            cac:PartyLegalEntity 1 BT-44 !BR-07
              cbc:RegistrationName 1 BT-44 !BR-07
              cbc:CompanyID 1 BT-47 @schemeID
            cac:Contact 1 BG-9
              cbc:Name 1 BT-56
              cbc:Telephone 1 BT-57
              cbc:ElectronicMail 1 BT-58

        """;

    private const string OtherParties = """
        cac:PayeeParty 1 BG-10
          cac:PartyIdentification 2 BT-60
            cbc:ID 1 BT-60 @schemeID
          cac:PartyName 1 BT-59 !BR-17
            cbc:Name 1 BT-59 !BR-17
          cac:PartyLegalEntity 1 BT-61
            cbc:CompanyID 1 BT-61 @schemeID
        cac:TaxRepresentativeParty 1 BG-11
          cac:PartyName 1 BT-62 !BR-18
            cbc:Name 1 BT-62 !BR-18
          cac:PostalAddress 1 BG-12 !BR-19
            cbc:StreetName 1 BT-64
            cbc:AdditionalStreetName 1 BT-65
            cbc:CityName 1 BT-66
            cbc:PostalZone 1 BT-67
            cbc:CountrySubentity 1 BT-68
            cac:AddressLine 1 BT-164
              cbc:Line 1 BT-164
            cac:Country 1 BT-69 !BR-20
              cbc:IdentificationCode 1 BT-69 !BR-20
          cac:PartyTaxScheme 1 BT-63 !BR-56
            cbc:CompanyID 1 BT-63 !BR-56
            cac:TaxScheme 1 BT-63 !UBL-SR-53
              cbc:ID 1 BT-63 !UBL-SR-53

        """;

    public const string Delivery = """
        cac:Delivery 1 BG-13
          cbc:ActualDeliveryDate 1 BT-72
          cac:DeliveryLocation 1 BT-71
            cbc:ID 1 BT-71 @schemeID
            cac:Address 1 BG-15
              cbc:StreetName 1 BT-75
              cbc:AdditionalStreetName 1 BT-76
              cbc:CityName 1 BT-77
              cbc:PostalZone 1 BT-78
              cbc:CountrySubentity 1 BT-79
              cac:AddressLine 1 BT-165
                cbc:Line 1 BT-165
              cac:Country 1 BT-80 !BR-57
                cbc:IdentificationCode 1 BT-80 !BR-57
          cac:DeliveryParty 1 BT-70
            cac:PartyName 1 BT-70
              cbc:Name 1 BT-70

        """;
}
