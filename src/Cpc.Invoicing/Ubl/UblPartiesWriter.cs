using System.Xml.Linq;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Ubl;

/// <summary>Writes what <see cref="UblParties"/> reads.</summary>
internal static class UblPartiesWriter
{
    public static XElement? Seller(string name, Seller seller, XElement? creditor) => UblXml.Group(name, UblXml.Group("cac:Party",
        UblXml.Id("cbc:EndpointID", seller.ElectronicAddress),
        seller.Identifiers.Select(Identification),
        creditor,
        Name(seller.TradingName),
        Address("cac:PostalAddress", seller.Address),
        TaxScheme(seller.VatIdentifier, UblXml.VatScheme()),
        TaxScheme(seller.TaxRegistration?.Value, UblXml.Reference("cac:TaxScheme", seller.TaxRegistration?.SchemeId)),
        UblXml.Group("cac:PartyLegalEntity",
            UblXml.Leaf("cbc:RegistrationName", seller.Name),
            UblXml.Id("cbc:CompanyID", seller.LegalRegistration),
            UblXml.Leaf("cbc:CompanyLegalForm", seller.LegalInformation)),
        Contact(seller.Contact)));

    public static XElement? Buyer(string name, Buyer buyer) => UblXml.Group(name, UblXml.Group("cac:Party",
        UblXml.Id("cbc:EndpointID", buyer.ElectronicAddress),
        Identification(buyer.Identifier),
        Name(buyer.TradingName),
        Address("cac:PostalAddress", buyer.Address),
        TaxScheme(buyer.VatIdentifier, UblXml.VatScheme()),
        UblXml.Group("cac:PartyLegalEntity",
            UblXml.Leaf("cbc:RegistrationName", buyer.Name),
            UblXml.Id("cbc:CompanyID", buyer.LegalRegistration)),
        Contact(buyer.Contact)));

    public static XElement? Payee(InvoiceDocument d) => d.Payee is not { } payee ? null : UblXml.Group("cac:PayeeParty",
        Identification(payee.Identifier),
        Creditor(d),
        Name(payee.Name),
        UblXml.Group("cac:PartyLegalEntity", UblXml.Id("cbc:CompanyID", payee.LegalRegistration)));

    public static XElement? TaxRepresentative(TaxRepresentative? party) => party is null ? null : UblXml.Group("cac:TaxRepresentativeParty",
        Name(party.Name),
        Address("cac:PostalAddress", party.Address),
        TaxScheme(party.VatIdentifier, UblXml.VatScheme()));

    public static XElement? Delivery(DeliveryInformation? delivery) => UblXml.Group("cac:Delivery",
        UblXml.Date("cbc:ActualDeliveryDate", delivery?.ActualDate),
        UblXml.Group("cac:DeliveryLocation",
            UblXml.Id("cbc:ID", delivery?.Location),
            delivery?.Address is { } address ? Address("cac:Address", address) : null),
        UblXml.Group("cac:DeliveryParty", Name(delivery?.PartyName)));

    private static XElement? Identification(Identifier? id) => UblXml.Group("cac:PartyIdentification", UblXml.Id("cbc:ID", id));

    /// <summary>BT-90: an identifier of whoever is paid, the payee, or the seller where there is none.</summary>
    public static XElement? Creditor(InvoiceDocument d) =>
        d.Payment?.DirectDebit?.CreditorIdentifier is { } creditor ? Identification(new Identifier(creditor, UblParties.CreditorScheme)) : null;

    private static XElement? Name(string? name) => UblXml.Group("cac:PartyName", UblXml.Leaf("cbc:Name", name));

    private static XElement? TaxScheme(string? companyId, XElement? scheme) =>
        companyId is null ? null : UblXml.Group("cac:PartyTaxScheme", UblXml.Leaf("cbc:CompanyID", companyId), scheme);

    private static XElement? Address(string name, PostalAddress address) => UblXml.Group(name,
        UblXml.Leaf("cbc:StreetName", address.Line1),
        UblXml.Leaf("cbc:AdditionalStreetName", address.Line2),
        UblXml.Leaf("cbc:CityName", address.City),
        UblXml.Leaf("cbc:PostalZone", address.PostCode),
        UblXml.Leaf("cbc:CountrySubentity", address.CountrySubdivision),
        UblXml.Group("cac:AddressLine", UblXml.Leaf("cbc:Line", address.Line3)),
        UblXml.Group("cac:Country", UblXml.Leaf("cbc:IdentificationCode", address.CountryCode)));

    private static XElement? Contact(Contact? contact) => UblXml.Group("cac:Contact",
        UblXml.Leaf("cbc:Name", contact?.Point),
        UblXml.Leaf("cbc:Telephone", contact?.Telephone),
        UblXml.Leaf("cbc:ElectronicMail", contact?.Email));
}
