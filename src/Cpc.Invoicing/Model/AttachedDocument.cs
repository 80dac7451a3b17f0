namespace Cpc.Invoicing.Model;

/// <summary>BT-125 Attached document, embedded in the invoice.</summary>
public sealed record AttachedDocument : DocumentPart
{
    /// <summary>BT-125-1 Mime code: PDF, PNG, JPEG, CSV, XLSX or ODS (BR-CL-24).</summary>
    public required string MimeCode { get; init; }

    /// <summary>BT-125-2 File name as the issuer wrote it; never a path to write to.</summary>
    public required string FileName { get; init; }

    public required ByteString Content { get; init; }
}
