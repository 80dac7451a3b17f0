using Cpc.Invoicing.Model;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Cii;

/// <summary>BG-4 to BG-15: parties, addresses, contacts, delivery.</summary>
internal static class CiiParties
{
    private const string VatScheme = "VA";
    private const string TaxScheme = "FC";

    public static Seller Seller(Element? party, Values values)
    {
        var (vat, tax) = TaxRegistrations(party, values);
        return new Seller
        {
            Name = Values.Required(party?.Child("ram:Name")),
            TradingName = Values.Text(party?.Find("ram:SpecifiedLegalOrganization", "ram:TradingBusinessName")),
            Identifiers = CiiDocument.Children(party, "ram:ID").Concat(CiiDocument.Children(party, "ram:GlobalID")).Select(Values.Identifier).OfType<Identifier>().ToValueList(),
            LegalRegistration = Values.Identifier(party?.Find("ram:SpecifiedLegalOrganization", "ram:ID")),
            VatIdentifier = vat,
            TaxRegistration = tax,
            LegalInformation = Values.Text(party?.Child("ram:Description")),
            ElectronicAddress = Values.Identifier(party?.Find("ram:URIUniversalCommunication", "ram:URIID")),
            Address = Address(party?.Child("ram:PostalTradeAddress")),
            Contact = Contact(party?.Child("ram:DefinedTradeContact"), values),
        };
    }

    public static Buyer Buyer(Element? party, Values values) => new()
    {
        Name = Values.Required(party?.Child("ram:Name")),
        TradingName = Values.Text(party?.Find("ram:SpecifiedLegalOrganization", "ram:TradingBusinessName")),
        Identifier = CiiValues.Identifier(party, values),
        LegalRegistration = Values.Identifier(party?.Find("ram:SpecifiedLegalOrganization", "ram:ID")),
        VatIdentifier = OnlyVat(party, values),
        ElectronicAddress = Values.Identifier(party?.Find("ram:URIUniversalCommunication", "ram:URIID")),
        Address = Address(party?.Child("ram:PostalTradeAddress")),
        Contact = Contact(party?.Child("ram:DefinedTradeContact"), values),
    };

    public static Payee? Payee(Element? party, Values values) => party is not { HasContent: true } ? null : new Payee
    {
        Name = Values.Required(party.Child("ram:Name")),
        Identifier = CiiValues.Identifier(party, values),
        LegalRegistration = Values.Identifier(party.Find("ram:SpecifiedLegalOrganization", "ram:ID")),
    };

    public static TaxRepresentative? TaxRepresentative(Element? party, Values values) => party is not { HasContent: true } ? null : new TaxRepresentative
    {
        Name = Values.Required(party.Child("ram:Name")),
        VatIdentifier = OnlyVat(party, values) ?? "",
        Address = Address(party.Child("ram:PostalTradeAddress")),
    };

    public static DeliveryInformation? Delivery(Element? delivery, Values values)
    {
        var party = delivery?.Child("ram:ShipToTradeParty");
        var date = CiiValues.Date(delivery?.Find("ram:ActualDeliverySupplyChainEvent", "ram:OccurrenceDateTime"), values);
        if (party is not { HasContent: true } && date is null) return null;
        return new DeliveryInformation
        {
            PartyName = Values.Text(party?.Child("ram:Name")),
            Location = CiiValues.Identifier(party, values),
            ActualDate = date,
            Address = party?.Child("ram:PostalTradeAddress") is { HasContent: true } address ? Address(address) : null,
        };
    }

    private static (string? Vat, Identifier? Tax) TaxRegistrations(Element? party, Values values)
    {
        string? vat = null;
        Identifier? tax = null;
        foreach (var id in CiiDocument.Children(party, "ram:SpecifiedTaxRegistration").Select(registration => registration.Child("ram:ID")).OfType<Element>().Where(id => id.HasContent))
        {
            switch (id.Attribute("schemeID"))
            {
                case VatScheme when vat is null:
                    vat = id.Text;
                    break;
                case TaxScheme when tax is null:
                    tax = new Identifier(id.Text, TaxScheme);
                    break;
                default:
                    values.Refuse(id, $"A tax registration has the scheme {VatScheme} (VAT identifier, BT-31) or {TaxScheme} (another tax, BT-32), each once: correct the scheme or remove it.");
                    break;
            }
        }

        return (vat, tax);
    }

    private static string? OnlyVat(Element? party, Values values)
    {
        var id = party?.Find("ram:SpecifiedTaxRegistration", "ram:ID");
        if (id is { HasContent: true } && id.Attribute("schemeID") is not (VatScheme or null))
            values.Refuse(id, $"The scheme of {id.Shape.Field} is not {VatScheme}: EN 16931 has only a VAT identifier here; correct the scheme or remove it.");
        return Values.Text(id);
    }

    private static PostalAddress Address(Element? address) => new()
    {
        Line1 = Values.Text(address?.Child("ram:LineOne")),
        Line2 = Values.Text(address?.Child("ram:LineTwo")),
        Line3 = Values.Text(address?.Child("ram:LineThree")),
        City = Values.Text(address?.Child("ram:CityName")),
        PostCode = Values.Text(address?.Child("ram:PostcodeCode")),
        CountrySubdivision = Values.Text(address?.Child("ram:CountrySubDivisionName")),
        CountryCode = Values.Required(address?.Child("ram:CountryID")),
    };

    // A contact point is a person or a department; the standard has one term for both.
    private static Contact? Contact(Element? contact, Values values)
    {
        if (contact is not { HasContent: true }) return null;
        var person = Values.Text(contact.Child("ram:PersonName"));
        var department = Values.Text(contact.Child("ram:DepartmentName"));
        if (person is not null && department is not null)
            values.Refuse(contact.Child("ram:DepartmentName")!, "A contact point is a person or a department, and stands once in EN 16931: keep one, or write both into one.");
        return new Contact
        {
            Point = person ?? department,
            Telephone = Values.Text(contact.Find("ram:TelephoneUniversalCommunication", "ram:CompleteNumber")),
            Email = Values.Text(contact.Find("ram:EmailURIUniversalCommunication", "ram:URIID")),
        };
    }
}
