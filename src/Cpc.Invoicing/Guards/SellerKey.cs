using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Guards;

/// <summary>Who a seller is, whatever way its number is written.</summary>
public sealed record SellerKey : DocumentPart
{
    private SellerKey(string value) => Value = value;

    /// <summary>The kind of identifier and its normal form.</summary>
    public string Value { get; }

    /// <summary>A key as it was stored: the <see cref="Value"/> of one that <see cref="Of"/> made.</summary>
    public static SellerKey FromStored(string value) => new(value);

    /// <summary>The VAT identifier, else the legal registration, the tax registration, an identifier, the name: what there is first.</summary>
    public static SellerKey Of(Seller seller)
    {
        if (!string.IsNullOrWhiteSpace(seller.VatIdentifier)) return new SellerKey("vat:" + Code(seller.VatIdentifier));
        if (seller.LegalRegistration is { } legal) return new SellerKey($"legal:{Scheme(legal)}:{Code(legal.Value)}");
        if (seller.TaxRegistration is { } tax) return new SellerKey($"tax:{Scheme(tax)}:{Code(tax.Value)}");
        return seller.Identifiers.Count > 0
            ? new SellerKey($"id:{Scheme(seller.Identifiers[0])}:{Code(seller.Identifiers[0].Value)}")
            : new SellerKey("name:" + Normal.Name(seller.Name));
    }

    private static string Code(string text) => Bounds.Code(Normal.Code(text));

    private static string? Scheme(Identifier identifier) => identifier.SchemeId is { } scheme ? Bounds.Code(scheme) : null;
}
