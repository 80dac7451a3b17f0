using Cpc.Invoicing.Model;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Ubl;

/// <summary>BG-4 to BG-15: parties, addresses, contacts, delivery.</summary>
internal static class UblParties
{
    /// <summary>The scheme under which UBL hides BT-90 among the party identifiers.</summary>
    public const string CreditorScheme = "SEPA";

    public static Seller Seller(Element? party, Values values)
    {
        string? vat = null;
        Identifier? taxRegistration = null;
        foreach (var tax in party?.Children("cac:PartyTaxScheme") ?? [])
        {
            var id = Values.Required(tax.Child("cbc:CompanyID"));
            var scheme = tax.Find("cac:TaxScheme", "cbc:ID");
            if (Values.IsVat(scheme) ? vat is not null : taxRegistration is not null)
            {
                values.Findings.Add(Values.IsVat(scheme) ? "UBL-SR-12" : "UBL-SR-13", tax, id,
                    "The seller has two registrations of one kind: keep one VAT identifier (BT-31) and one other (BT-32).");
            }

            if (Values.IsVat(scheme)) vat = id;
            else taxRegistration = new Identifier(id, Values.Text(scheme));
        }

        return new Seller
        {
            Name = Values.Required(party?.Find("cac:PartyLegalEntity", "cbc:RegistrationName")),
            TradingName = Values.Text(party?.Find("cac:PartyName", "cbc:Name")),
            Identifiers = Identifiers(party).Where(id => !IsCreditor(id)).Select(Values.Identifier).OfType<Identifier>().ToValueList(),
            LegalRegistration = Values.Identifier(party?.Find("cac:PartyLegalEntity", "cbc:CompanyID")),
            VatIdentifier = vat,
            TaxRegistration = taxRegistration,
            LegalInformation = Values.Text(party?.Find("cac:PartyLegalEntity", "cbc:CompanyLegalForm")),
            ElectronicAddress = Values.Identifier(party?.Child("cbc:EndpointID")),
            Address = Address(party?.Child("cac:PostalAddress")),
            Contact = Contact(party?.Child("cac:Contact")),
        };
    }

    public static Buyer Buyer(Element? party, Values values) => new()
    {
        Name = Values.Required(party?.Find("cac:PartyLegalEntity", "cbc:RegistrationName")),
        TradingName = Values.Text(party?.Find("cac:PartyName", "cbc:Name")),
        Identifier = Values.Identifier(party?.Find("cac:PartyIdentification", "cbc:ID")),
        LegalRegistration = Values.Identifier(party?.Find("cac:PartyLegalEntity", "cbc:CompanyID")),
        VatIdentifier = VatIdentifier(party?.Child("cac:PartyTaxScheme"), values),
        ElectronicAddress = Values.Identifier(party?.Child("cbc:EndpointID")),
        Address = Address(party?.Child("cac:PostalAddress")),
        Contact = Contact(party?.Child("cac:Contact")),
    };

    public static Payee? Payee(Element? party)
    {
        if (party is not { HasContent: true }) return null;
        return new Payee
        {
            Name = Values.Required(party.Find("cac:PartyName", "cbc:Name")),
            Identifier = Values.Identifier(Identifiers(party).FirstOrDefault(id => !IsCreditor(id))),
            LegalRegistration = Values.Identifier(party.Find("cac:PartyLegalEntity", "cbc:CompanyID")),
        };
    }

    public static TaxRepresentative? TaxRepresentative(Element? party, Values values)
    {
        if (party is not { HasContent: true }) return null;
        return new TaxRepresentative
        {
            Name = Values.Required(party.Find("cac:PartyName", "cbc:Name")),
            VatIdentifier = VatIdentifier(party.Child("cac:PartyTaxScheme"), values) ?? "",
            Address = Address(party.Child("cac:PostalAddress")),
        };
    }

    public static DeliveryInformation? Delivery(Element? delivery, Values values)
    {
        if (delivery is not { HasContent: true }) return null;
        var address = delivery.Find("cac:DeliveryLocation", "cac:Address");
        return new DeliveryInformation
        {
            PartyName = Values.Text(delivery.Find("cac:DeliveryParty", "cac:PartyName", "cbc:Name")),
            Location = Values.Identifier(delivery.Find("cac:DeliveryLocation", "cbc:ID")),
            ActualDate = values.Date(delivery.Child("cbc:ActualDeliveryDate")),
            Address = address is { HasContent: true } ? Address(address) : null,
        };
    }

    /// <summary>BT-90, which UBL writes as a seller's or payee's identifier with the scheme SEPA.</summary>
    public static IEnumerable<Element> CreditorIdentifiers(params IEnumerable<Element?> parties) =>
        parties.SelectMany(Identifiers).Where(id => IsCreditor(id) && id.HasContent);

    private static IEnumerable<Element> Identifiers(Element? party) =>
        (party?.Children("cac:PartyIdentification") ?? []).Select(identification => identification.Child("cbc:ID")).OfType<Element>();

    public static bool IsCreditor(Identifier id) => IsCreditor(id.SchemeId);

    private static bool IsCreditor(Element id) => IsCreditor(id.Attribute("schemeID"));

    private static bool IsCreditor(string? schemeId) => string.Equals(schemeId?.Trim(), CreditorScheme, StringComparison.OrdinalIgnoreCase);

    private static string? VatIdentifier(Element? tax, Values values)
    {
        if (tax is not { HasContent: true }) return null;
        if (tax.Find("cac:TaxScheme", "cbc:ID") is { HasContent: true } scheme && !Values.IsVat(scheme))
        {
            values.Refuse(scheme, $"The tax scheme of {scheme.Shape.Field} is not VAT: EN 16931 has only a VAT identifier here; write VAT or remove it.");
        }

        return Values.Text(tax.Child("cbc:CompanyID"));
    }

    private static PostalAddress Address(Element? address) => new()
    {
        Line1 = Values.Text(address?.Child("cbc:StreetName")),
        Line2 = Values.Text(address?.Child("cbc:AdditionalStreetName")),
        Line3 = Values.Text(address?.Find("cac:AddressLine", "cbc:Line")),
        City = Values.Text(address?.Child("cbc:CityName")),
        PostCode = Values.Text(address?.Child("cbc:PostalZone")),
        CountrySubdivision = Values.Text(address?.Child("cbc:CountrySubentity")),
        CountryCode = Values.Required(address?.Find("cac:Country", "cbc:IdentificationCode")),
    };

    private static Contact? Contact(Element? contact) => contact is not { HasContent: true } ? null : new Contact
    {
        Point = Values.Text(contact.Child("cbc:Name")),
        Telephone = Values.Text(contact.Child("cbc:Telephone")),
        Email = Values.Text(contact.Child("cbc:ElectronicMail")),
    };
}
