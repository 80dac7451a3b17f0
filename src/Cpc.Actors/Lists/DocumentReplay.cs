using Cpc.Actors.Documents;
using Cpc.Actors.Hosting;
using Cpc.Actors.Node;
using Cpc.Invoicing.Lifecycle;

namespace Cpc.Actors.Lists;

/// <summary>Makes a document's row from its events, as its actor makes its state from them.</summary>
internal static class DocumentReplay
{
    /// <returns>Null where the events make no document.</returns>
    /// <exception cref="InvalidDataException">What is sealed does not open or decode.</exception>
    /// <exception cref="InvalidOperationException">The events do not follow on each other.</exception>
    public static ListEntry? Of(NodeServices services, DocumentKey key, IEnumerable<(long SequenceNr, object Event)> events)
    {
        var dossier = new DocumentDossier(key, services);
        InvoiceState? state = null;
        var revision = 0L;
        foreach (var (sequenceNr, happened) in events)
        {
            revision = sequenceNr;
            if (happened is not InvoiceEvent step) continue;
            state = Invoice.Apply(state, step);
            dossier.Apply(step);
        }

        return state is null ? null : Of(dossier.Snapshot(state) with { Revision = revision });
    }

    public static ListEntry Of(DocumentSnapshot snapshot) => new(snapshot.Key, snapshot.Revision, ApiWords.View(snapshot));
}
