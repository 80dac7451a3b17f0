namespace Cpc.Invoicing.Model;

/// <summary>The recipient's answer to a document: an own small document (docKind status), after Peppol Invoice Response.</summary>
public sealed record StatusResponse : BusinessDocument
{
    /// <summary>Longest <see cref="Text"/> in UTF-16 characters.</summary>
    public const int MaxTextLength = 500;

    public override DocumentKind Kind => DocumentKind.Status;

    /// <summary>The document answered (UUIDv7).</summary>
    public required Guid DocumentId { get; init; }

    /// <summary>BLAKE3 of that document as encoded, so that the answer can't be moved to another content.</summary>
    public required ContentHash DocumentHash { get; init; }

    public required StatusCode Code { get; init; }

    /// <summary>Demanded for UQ, CA and RE.</summary>
    public StatusReason? Reason { get; init; }

    /// <summary>A short text for people, at most <see cref="MaxTextLength"/> characters.</summary>
    public string? Text { get; init; }

    /// <summary>What keeps it from being sent, or null. The encoder demands null; what a user typed is asked first.</summary>
    public StatusFault? Check()
    {
        if (Reason is null && Code.NeedsReason()) return StatusFault.ReasonMissing;
        if (Text is { Length: > MaxTextLength }) return StatusFault.TextTooLong;
        return Text is null || TextCharacters.Allow(Text) ? null : StatusFault.BadText;
    }
}
