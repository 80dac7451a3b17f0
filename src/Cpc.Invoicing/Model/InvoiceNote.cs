namespace Cpc.Invoicing.Model;

/// <summary>BG-1 Invoice note.</summary>
public sealed record InvoiceNote : DocumentPart
{
    /// <summary>BT-21 Invoice note subject code (UNTDID 4451); UBL writes it as a prefix <c>#AAI#</c>.</summary>
    public string? SubjectCode { get; init; }

    /// <summary>BT-22 Invoice note.</summary>
    public required string Text { get; init; }
}
