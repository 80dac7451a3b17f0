namespace Cpc.Invoicing.Model;

/// <summary>BG-3 Preceding invoice reference.</summary>
public sealed record PrecedingInvoice : DocumentPart
{
    /// <summary>BT-25 Preceding invoice number.</summary>
    public required string Number { get; init; }

    /// <summary>BT-26 Preceding invoice issue date.</summary>
    public DateOnly? IssueDate { get; init; }
}
