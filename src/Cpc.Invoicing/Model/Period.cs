namespace Cpc.Invoicing.Model;

/// <summary>A period, both days included: BG-14 invoicing (BT-73, 74) or BG-26 line (BT-134, 135).</summary>
public sealed record Period : DocumentPart
{
    /// <summary>BT-73, 134 Start date.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>BT-74, 135 End date.</summary>
    public DateOnly? End { get; init; }
}
