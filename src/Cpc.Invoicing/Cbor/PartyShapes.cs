using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Cbor;

/// <summary>Parties, addresses, contacts, delivery.</summary>
internal static class PartyShapes
{
    public static Identifier Identifier(MapShape shape, Identifier? id) =>
        new(shape.Text(1, id?.Value), shape.OptionalText(2, id?.SchemeId));

    public static Seller Seller(MapShape shape, Seller? seller) => new()
    {
        Name = shape.Text(1, seller?.Name),
        TradingName = shape.OptionalText(2, seller?.TradingName),
        Identifiers = shape.List(3, seller?.Identifiers ?? [], Identifier),
        LegalRegistration = shape.OptionalMap(4, seller?.LegalRegistration, Identifier),
        VatIdentifier = shape.OptionalText(5, seller?.VatIdentifier),
        TaxRegistration = shape.OptionalMap(6, seller?.TaxRegistration, Identifier),
        LegalInformation = shape.OptionalText(7, seller?.LegalInformation),
        ElectronicAddress = shape.OptionalMap(8, seller?.ElectronicAddress, Identifier),
        Address = shape.Map(9, seller?.Address, Address),
        Contact = shape.OptionalMap(10, seller?.Contact, Contact),
    };

    public static Buyer Buyer(MapShape shape, Buyer? buyer) => new()
    {
        Name = shape.Text(1, buyer?.Name),
        TradingName = shape.OptionalText(2, buyer?.TradingName),
        Identifier = shape.OptionalMap(3, buyer?.Identifier, Identifier),
        LegalRegistration = shape.OptionalMap(4, buyer?.LegalRegistration, Identifier),
        VatIdentifier = shape.OptionalText(5, buyer?.VatIdentifier),
        ElectronicAddress = shape.OptionalMap(8, buyer?.ElectronicAddress, Identifier),
        Address = shape.Map(9, buyer?.Address, Address),
        Contact = shape.OptionalMap(10, buyer?.Contact, Contact),
    };

    public static Payee Payee(MapShape shape, Payee? payee) => new()
    {
        Name = shape.Text(1, payee?.Name),
        Identifier = shape.OptionalMap(2, payee?.Identifier, Identifier),
        LegalRegistration = shape.OptionalMap(3, payee?.LegalRegistration, Identifier),
    };

    public static TaxRepresentative TaxRepresentative(MapShape shape, TaxRepresentative? party) => new()
    {
        Name = shape.Text(1, party?.Name),
        VatIdentifier = shape.Text(2, party?.VatIdentifier),
        Address = shape.Map(3, party?.Address, Address),
    };

    public static DeliveryInformation Delivery(MapShape shape, DeliveryInformation? delivery) => new()
    {
        PartyName = shape.OptionalText(1, delivery?.PartyName),
        Location = shape.OptionalMap(2, delivery?.Location, Identifier),
        ActualDate = shape.OptionalDate(3, delivery?.ActualDate),
        Address = shape.OptionalMap(4, delivery?.Address, Address),
    };

    private static PostalAddress Address(MapShape shape, PostalAddress? address) => new()
    {
        Line1 = shape.OptionalText(1, address?.Line1),
        Line2 = shape.OptionalText(2, address?.Line2),
        Line3 = shape.OptionalText(3, address?.Line3),
        City = shape.OptionalText(4, address?.City),
        PostCode = shape.OptionalText(5, address?.PostCode),
        CountrySubdivision = shape.OptionalText(6, address?.CountrySubdivision),
        CountryCode = shape.Text(7, address?.CountryCode),
    };

    private static Contact Contact(MapShape shape, Contact? contact) => new()
    {
        Point = shape.OptionalText(1, contact?.Point),
        Telephone = shape.OptionalText(2, contact?.Telephone),
        Email = shape.OptionalText(3, contact?.Email),
    };
}
