namespace Cpc.Invoicing.Model;

/// <summary>BG-24 Additional supporting document.</summary>
public sealed record SupportingDocument : DocumentPart
{
    /// <summary>BT-122 Supporting document reference.</summary>
    public required string Reference { get; init; }

    /// <summary>BT-123 Supporting document description.</summary>
    public string? Description { get; init; }

    /// <summary>BT-124 External document location. Never fetched by the node: whoever opens it is a person.</summary>
    public string? ExternalLocation { get; init; }

    /// <summary>BT-125 Attached document.</summary>
    public AttachedDocument? Attachment { get; init; }
}
