using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Lifecycle;

/// <summary>
/// One answer of the recipient to a document, as both sides keep it. The text is sealed: only whoever holds the
/// document's key reads it.
/// </summary>
/// <param name="ResponseDocumentId">UUIDv7 of the status response.</param>
/// <param name="Blake3">Of the encoded status response.</param>
/// <param name="Attempts">Recipient side: the exchanges that carried it.</param>
/// <param name="Receipt">The receipt for the response: the issuer's at the recipient, the recipient's own at the issuer. Null until there is one.</param>
public sealed record StatusStep(
    StatusCode Code,
    StatusReason? Reason,
    Guid ResponseDocumentId,
    ContentHash Blake3,
    ValueList<ExchangeId> Attempts = default,
    ByteString? Receipt = null);
