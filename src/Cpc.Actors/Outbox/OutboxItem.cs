using Cpc.Actors.Documents;

namespace Cpc.Actors.Outbox;

/// <summary>What is to be delivered: a document, or our answer to one.</summary>
/// <param name="Key">The document.</param>
/// <param name="ResponseId">The answer's id; null for the document itself.</param>
public sealed record OutboxItem(DocumentKey Key, Guid? ResponseId);
