using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Cbor;

/// <summary>What is encoded, hashed and exchanged: a document with who sends it to whom.</summary>
public sealed record DocumentEnvelope
{
    /// <summary>Size of <see cref="Blind"/> in bytes.</summary>
    public const int BlindSize = 32;

    /// <summary>Stable identity of the document over all its exchanges (UUIDv7).</summary>
    public required Guid DocumentId { get; init; }

    /// <summary>1 for the first issue; quotes count up.</summary>
    public required int Revision { get; init; }

    public required ParticipantId Issuer { get; init; }

    public required ParticipantId Recipient { get; init; }

    /// <summary>32 random bytes from the caller: without them the hash of a short document could be guessed.</summary>
    public required ByteString Blind { get; init; }

    public required BusinessDocument Content { get; init; }

    public DocumentKind Kind => Content.Kind;

    /// <summary>What is no content: kind, identity, revision.</summary>
    public override string ToString() => $"DocumentEnvelope({Kind}, {DocumentId}, revision {Revision}, redacted)";
}
