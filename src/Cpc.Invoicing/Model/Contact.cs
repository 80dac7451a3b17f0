namespace Cpc.Invoicing.Model;

/// <summary>A contact: BG-6 seller (BT-41..43) or BG-9 buyer (BT-56..58).</summary>
public sealed record Contact : DocumentPart
{
    /// <summary>BT-41, 56 Contact point.</summary>
    public string? Point { get; init; }

    /// <summary>BT-42, 57 Telephone number.</summary>
    public string? Telephone { get; init; }

    /// <summary>BT-43, 58 Email address.</summary>
    public string? Email { get; init; }
}
