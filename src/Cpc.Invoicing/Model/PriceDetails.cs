namespace Cpc.Invoicing.Model;

/// <summary>BG-29 Price details, without VAT, per <see cref="BaseQuantity"/>.</summary>
public sealed record PriceDetails : DocumentPart
{
    /// <summary>BT-146 Item net price: not negative (BR-27).</summary>
    public required decimal NetPrice { get; init; }

    /// <summary>BT-147 Item price discount.</summary>
    public decimal? Discount { get; init; }

    /// <summary>BT-148 Item gross price: not negative (BR-28).</summary>
    public decimal? GrossPrice { get; init; }

    /// <summary>BT-149 Item price base quantity; 1 where absent.</summary>
    public decimal? BaseQuantity { get; init; }

    /// <summary>BT-150 Item price base quantity unit of measure code.</summary>
    public string? BaseQuantityUnitCode { get; init; }
}
