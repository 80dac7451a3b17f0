namespace Cpc.Invoicing.Model;

/// <summary>BG-27 Invoice line allowance (BT-136..140) or BG-28 invoice line charge (BT-141..145); the list it is in says which.</summary>
public sealed record LineAllowanceOrCharge : DocumentPart
{
    /// <summary>BT-136, 141 Amount, without VAT.</summary>
    public required decimal Amount { get; init; }

    /// <summary>BT-137, 142 Base amount.</summary>
    public decimal? BaseAmount { get; init; }

    /// <summary>BT-138, 143 Percentage: 20 means 20 %.</summary>
    public decimal? Percentage { get; init; }

    /// <summary>BT-139, 144 Reason.</summary>
    public string? Reason { get; init; }

    /// <summary>BT-140, 145 Reason code (UNTDID 5189 for allowances, 7161 for charges).</summary>
    public string? ReasonCode { get; init; }
}
