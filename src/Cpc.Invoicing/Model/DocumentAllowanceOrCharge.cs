namespace Cpc.Invoicing.Model;

/// <summary>BG-20 Document level allowance (BT-92..98) or BG-21 document level charge (BT-99..105); the list it is in says which.</summary>
public sealed record DocumentAllowanceOrCharge : DocumentPart
{
    /// <summary>BT-92, 99 Amount, without VAT.</summary>
    public required decimal Amount { get; init; }

    /// <summary>BT-93, 100 Base amount.</summary>
    public decimal? BaseAmount { get; init; }

    /// <summary>BT-94, 101 Percentage: 20 means 20 %.</summary>
    public decimal? Percentage { get; init; }

    /// <summary>BT-95, 102 VAT category code.</summary>
    public required VatCategory VatCategory { get; init; }

    /// <summary>BT-96, 103 VAT rate in percent.</summary>
    public decimal? VatRate { get; init; }

    /// <summary>BT-97, 104 Reason.</summary>
    public string? Reason { get; init; }

    /// <summary>BT-98, 105 Reason code (UNTDID 5189 for allowances, 7161 for charges).</summary>
    public string? ReasonCode { get; init; }
}
