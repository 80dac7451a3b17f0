namespace Cpc.Invoicing.Model;

/// <summary>
/// A postal address: BG-5 seller (BT-35..40, 162), BG-8 buyer (BT-50..55, 163), BG-12 tax representative
/// (BT-64..69, 164), BG-15 deliver to (BT-75..80, 165).
/// </summary>
public sealed record PostalAddress : DocumentPart
{
    /// <summary>BT-35, 50, 64, 75 Address line 1.</summary>
    public string? Line1 { get; init; }

    /// <summary>BT-36, 51, 65, 76 Address line 2.</summary>
    public string? Line2 { get; init; }

    /// <summary>BT-162, 163, 164, 165 Address line 3.</summary>
    public string? Line3 { get; init; }

    /// <summary>BT-37, 52, 66, 77 City.</summary>
    public string? City { get; init; }

    /// <summary>BT-38, 53, 67, 78 Post code.</summary>
    public string? PostCode { get; init; }

    /// <summary>BT-39, 54, 68, 79 Country subdivision.</summary>
    public string? CountrySubdivision { get; init; }

    /// <summary>BT-40, 55, 69, 80 Country code (ISO 3166-1 alpha-2).</summary>
    public required string CountryCode { get; init; }
}
