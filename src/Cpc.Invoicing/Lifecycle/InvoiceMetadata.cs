using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Lifecycle;

/// <summary>What is known of a document without opening it.</summary>
/// <param name="DocumentId">UUIDv7, stable over all attempts.</param>
/// <param name="Blake3">Of the encoded document.</param>
/// <param name="Size">Bytes of the encoded document.</param>
public sealed record InvoiceMetadata(
    Guid DocumentId, ParticipantId Issuer, ParticipantId Recipient, DocumentKind DocKind, ContentHash Blake3, int Size);
