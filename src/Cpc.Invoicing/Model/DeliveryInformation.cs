namespace Cpc.Invoicing.Model;

/// <summary>BG-13 Delivery information.</summary>
public sealed record DeliveryInformation : DocumentPart
{
    /// <summary>BT-70 Deliver to party name.</summary>
    public string? PartyName { get; init; }

    /// <summary>BT-71 Deliver to location identifier.</summary>
    public Identifier? Location { get; init; }

    /// <summary>BT-72 Actual delivery date.</summary>
    public DateOnly? ActualDate { get; init; }

    /// <summary>BG-15 Deliver to address.</summary>
    public PostalAddress? Address { get; init; }
}
