using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Quotes;

/// <summary>An answer that was given or received.</summary>
/// <param name="Receipt">Ours, where the answer was received: sent again for a duplicate.</param>
public sealed record QuoteStep(QuoteAnswer Says, Guid ResponseDocumentId, ContentHash Blake3, ByteString? Receipt);
