namespace Cpc.Invoicing.Model;

/// <summary>BG-23 VAT breakdown: one per category and rate.</summary>
public sealed record VatBreakdown : DocumentPart
{
    /// <summary>BT-116 VAT category taxable amount.</summary>
    public required decimal TaxableAmount { get; init; }

    /// <summary>BT-117 VAT category tax amount.</summary>
    public required decimal TaxAmount { get; init; }

    /// <summary>BT-118 VAT category code.</summary>
    public required VatCategory Category { get; init; }

    /// <summary>BT-119 VAT category rate in percent; absent for <see cref="VatCategory.NotSubjectToVat"/>.</summary>
    public decimal? Rate { get; init; }

    /// <summary>BT-120 VAT exemption reason text.</summary>
    public string? ExemptionReason { get; init; }

    /// <summary>BT-121 VAT exemption reason code (VATEX).</summary>
    public string? ExemptionReasonCode { get; init; }
}
