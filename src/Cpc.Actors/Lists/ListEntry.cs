using Cpc.Actors.Api;
using Cpc.Actors.Documents;

namespace Cpc.Actors.Lists;

/// <summary>What a list shows of one document: a row of the read model. Never printed; at rest it is sealed.</summary>
/// <param name="Revision">Sequence number of the last event in it: the greater one has seen more.</param>
/// <param name="View">Without what is known only while the node runs: the peer's name and the outbox's problem.</param>
internal sealed record ListEntry(DocumentKey Key, long Revision, DocumentView View)
{
    public override string ToString() => $"ListEntry({Key}, {Revision}, redacted)";
}
