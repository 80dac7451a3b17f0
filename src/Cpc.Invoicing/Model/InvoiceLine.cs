namespace Cpc.Invoicing.Model;

/// <summary>BG-25 Invoice line.</summary>
public sealed record InvoiceLine : DocumentPart
{
    /// <summary>BT-126 Invoice line identifier.</summary>
    public required string Id { get; init; }

    /// <summary>BT-127 Invoice line note.</summary>
    public string? Note { get; init; }

    /// <summary>BT-128 Invoice line object identifier; the scheme is a code of UNTDID 1153.</summary>
    public Identifier? ObjectIdentifier { get; init; }

    /// <summary>BT-129 Invoiced (or credited) quantity, in units of <see cref="UnitCode"/>.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>BT-130 Quantity unit of measure code (UN/ECE Recommendation 20 and 21).</summary>
    public required string UnitCode { get; init; }

    /// <summary>BT-131 Invoice line net amount: quantity × price / base quantity − allowances + charges.</summary>
    public required decimal NetAmount { get; init; }

    /// <summary>BT-132 Referenced purchase order line reference.</summary>
    public string? OrderLineReference { get; init; }

    /// <summary>BT-133 Invoice line buyer accounting reference.</summary>
    public string? BuyerAccountingReference { get; init; }

    /// <summary>BG-26 Invoice line period.</summary>
    public Period? Period { get; init; }

    /// <summary>BG-27 Invoice line allowances.</summary>
    public ValueList<LineAllowanceOrCharge> Allowances { get; init; }

    /// <summary>BG-28 Invoice line charges.</summary>
    public ValueList<LineAllowanceOrCharge> Charges { get; init; }

    /// <summary>BG-29 Price details.</summary>
    public required PriceDetails Price { get; init; }

    /// <summary>BT-151 Invoiced item VAT category code (BG-30).</summary>
    public required VatCategory VatCategory { get; init; }

    /// <summary>BT-152 Invoiced item VAT rate in percent (BG-30).</summary>
    public decimal? VatRate { get; init; }

    /// <summary>BG-31 Item information.</summary>
    public required ItemInformation Item { get; init; }
}
