namespace Cpc.Invoicing.Model;

/// <summary>A line of a quote: an invoice line without what an invoice alone has (period, order line, invoiced object).</summary>
public sealed record QuoteLine : DocumentPart
{
    public required string Id { get; init; }

    public string? Note { get; init; }

    /// <summary>In units of <see cref="UnitCode"/>.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>UN/ECE Recommendation 20 and 21.</summary>
    public required string UnitCode { get; init; }

    /// <summary>Quantity × price / base quantity − allowances + charges.</summary>
    public required decimal NetAmount { get; init; }

    public string? BuyerAccountingReference { get; init; }

    public ValueList<LineAllowanceOrCharge> Allowances { get; init; }

    public ValueList<LineAllowanceOrCharge> Charges { get; init; }

    public required PriceDetails Price { get; init; }

    public required VatCategory VatCategory { get; init; }

    /// <summary>In percent.</summary>
    public decimal? VatRate { get; init; }

    public required ItemInformation Item { get; init; }

    /// <summary>The invoice line that it would become.</summary>
    public InvoiceLine AsInvoiceLine() => new()
    {
        Id = Id,
        Note = Note,
        Quantity = Quantity,
        UnitCode = UnitCode,
        NetAmount = NetAmount,
        BuyerAccountingReference = BuyerAccountingReference,
        Allowances = Allowances,
        Charges = Charges,
        Price = Price,
        VatCategory = VatCategory,
        VatRate = VatRate,
        Item = Item,
    };

    /// <summary>What an invoice line says that a quote can say too.</summary>
    internal static QuoteLine Of(InvoiceLine line) => new()
    {
        Id = line.Id,
        Note = line.Note,
        Quantity = line.Quantity,
        UnitCode = line.UnitCode,
        NetAmount = line.NetAmount,
        BuyerAccountingReference = line.BuyerAccountingReference,
        Allowances = line.Allowances,
        Charges = line.Charges,
        Price = line.Price,
        VatCategory = line.VatCategory,
        VatRate = line.VatRate,
        Item = line.Item,
    };
}
