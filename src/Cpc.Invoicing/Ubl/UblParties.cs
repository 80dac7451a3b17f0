using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Ubl;

/// <summary>BG-4 to BG-15: parties, addresses, contacts, delivery.</summary>
internal static class UblParties
{
    /// <summary>The scheme under which UBL hides BT-90 among the party identifiers.</summary>
    public const string CreditorScheme = "SEPA";

    public static Seller Seller(UblElement? party, UblValues values)
    {
        string? vat = null;
        Identifier? taxRegistration = null;
        foreach (var tax in party?.Children("cac:PartyTaxScheme") ?? [])
        {
            var id = UblValues.Required(tax.Child("cbc:CompanyID"));
            var scheme = tax.Find("cac:TaxScheme", "cbc:ID");
            if (UblValues.IsVat(scheme) ? vat is not null : taxRegistration is not null)
            {
                values.Findings.Add(UblValues.IsVat(scheme) ? "UBL-SR-12" : "UBL-SR-13", tax, id,
                    "The seller has two registrations of one kind: keep one VAT identifier (BT-31) and one other (BT-32).");
            }

            if (UblValues.IsVat(scheme)) vat = id;
            else taxRegistration = new Identifier(id, UblValues.Text(scheme));
        }

        return new Seller
        {
            Name = UblValues.Required(party?.Find("cac:PartyLegalEntity", "cbc:RegistrationName")),
            TradingName = UblValues.Text(party?.Find("cac:PartyName", "cbc:Name")),
            Identifiers = Identifiers(party).Where(id => !IsCreditor(id)).Select(UblValues.Identifier).OfType<Identifier>().ToValueList(),
            LegalRegistration = UblValues.Identifier(party?.Find("cac:PartyLegalEntity", "cbc:CompanyID")),
            VatIdentifier = vat,
            TaxRegistration = taxRegistration,
            LegalInformation = UblValues.Text(party?.Find("cac:PartyLegalEntity", "cbc:CompanyLegalForm")),
            ElectronicAddress = UblValues.Identifier(party?.Child("cbc:EndpointID")),
            Address = Address(party?.Child("cac:PostalAddress")),
            Contact = Contact(party?.Child("cac:Contact")),
        };
    }

    public static Buyer Buyer(UblElement? party, UblValues values) => new()
    {
        Name = UblValues.Required(party?.Find("cac:PartyLegalEntity", "cbc:RegistrationName")),
        TradingName = UblValues.Text(party?.Find("cac:PartyName", "cbc:Name")),
        Identifier = UblValues.Identifier(party?.Find("cac:PartyIdentification", "cbc:ID")),
        LegalRegistration = UblValues.Identifier(party?.Find("cac:PartyLegalEntity", "cbc:CompanyID")),
        VatIdentifier = VatIdentifier(party?.Child("cac:PartyTaxScheme"), values),
        ElectronicAddress = UblValues.Identifier(party?.Child("cbc:EndpointID")),
        Address = Address(party?.Child("cac:PostalAddress")),
        Contact = Contact(party?.Child("cac:Contact")),
    };

    public static Payee? Payee(UblElement? party)
    {
        if (party is not { HasContent: true }) return null;
        return new Payee
        {
            Name = UblValues.Required(party.Find("cac:PartyName", "cbc:Name")),
            Identifier = UblValues.Identifier(Identifiers(party).FirstOrDefault(id => !IsCreditor(id))),
            LegalRegistration = UblValues.Identifier(party.Find("cac:PartyLegalEntity", "cbc:CompanyID")),
        };
    }

    public static TaxRepresentative? TaxRepresentative(UblElement? party, UblValues values)
    {
        if (party is not { HasContent: true }) return null;
        return new TaxRepresentative
        {
            Name = UblValues.Required(party.Find("cac:PartyName", "cbc:Name")),
            VatIdentifier = VatIdentifier(party.Child("cac:PartyTaxScheme"), values) ?? "",
            Address = Address(party.Child("cac:PostalAddress")),
        };
    }

    public static DeliveryInformation? Delivery(UblElement? delivery, UblValues values)
    {
        if (delivery is not { HasContent: true }) return null;
        var address = delivery.Find("cac:DeliveryLocation", "cac:Address");
        return new DeliveryInformation
        {
            PartyName = UblValues.Text(delivery.Find("cac:DeliveryParty", "cac:PartyName", "cbc:Name")),
            Location = UblValues.Identifier(delivery.Find("cac:DeliveryLocation", "cbc:ID")),
            ActualDate = values.Date(delivery.Child("cbc:ActualDeliveryDate")),
            Address = address is { HasContent: true } ? Address(address) : null,
        };
    }

    /// <summary>BT-90, which UBL writes as a seller's or payee's identifier with the scheme SEPA.</summary>
    public static IEnumerable<UblElement> CreditorIdentifiers(UblElement root) =>
        Identifiers(root.Find("cac:AccountingSupplierParty", "cac:Party"))
            .Concat(Identifiers(root.Child("cac:PayeeParty")))
            .Where(id => IsCreditor(id) && id.HasContent);

    private static IEnumerable<UblElement> Identifiers(UblElement? party) =>
        (party?.Children("cac:PartyIdentification") ?? []).Select(identification => identification.Child("cbc:ID")).OfType<UblElement>();

    public static bool IsCreditor(Identifier id) => IsCreditor(id.SchemeId);

    private static bool IsCreditor(UblElement id) => IsCreditor(id.Attribute("schemeID"));

    private static bool IsCreditor(string? schemeId) => string.Equals(schemeId?.Trim(), CreditorScheme, StringComparison.OrdinalIgnoreCase);

    private static string? VatIdentifier(UblElement? tax, UblValues values)
    {
        if (tax is not { HasContent: true }) return null;
        if (tax.Find("cac:TaxScheme", "cbc:ID") is { HasContent: true } scheme && !UblValues.IsVat(scheme))
        {
            values.Refuse(scheme, $"The tax scheme of {scheme.Shape.Field} is not VAT: EN 16931 has only a VAT identifier here; write VAT or remove it.");
        }

        return UblValues.Text(tax.Child("cbc:CompanyID"));
    }

    private static PostalAddress Address(UblElement? address) => new()
    {
        Line1 = UblValues.Text(address?.Child("cbc:StreetName")),
        Line2 = UblValues.Text(address?.Child("cbc:AdditionalStreetName")),
        Line3 = UblValues.Text(address?.Find("cac:AddressLine", "cbc:Line")),
        City = UblValues.Text(address?.Child("cbc:CityName")),
        PostCode = UblValues.Text(address?.Child("cbc:PostalZone")),
        CountrySubdivision = UblValues.Text(address?.Child("cbc:CountrySubentity")),
        CountryCode = UblValues.Required(address?.Find("cac:Country", "cbc:IdentificationCode")),
    };

    private static Contact? Contact(UblElement? contact) => contact is not { HasContent: true } ? null : new Contact
    {
        Point = UblValues.Text(contact.Child("cbc:Name")),
        Telephone = UblValues.Text(contact.Child("cbc:Telephone")),
        Email = UblValues.Text(contact.Child("cbc:ElectronicMail")),
    };
}
