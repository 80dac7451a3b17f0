using Akka.Actor;
using Cpc.Actors.Api;
using Cpc.Actors.Documents;
using Cpc.Actors.Peers;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Xml;

namespace Cpc.Actors.Hosting;

/// <summary>Documents that go out.</summary>
internal sealed partial class CpcNode
{
    public async Task<Answer<DocumentView>> SendAsync(ReadOnlyMemory<byte> ubl, string peer, Caller caller, CancellationToken cancel = default)
    {
        if (Read(ubl, peer, out var entry, out var problem) is not { } document) return problem!;
        return await DocumentAnswer(await IssueAsync(Guid.CreateVersion7(services.Time.GetUtcNow()), entry!, document, ubl, caller, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
    }

    public async Task<Answer<ImportView>> ImportAsync(ReadOnlyMemory<byte> ubl, string peer, Caller caller, CancellationToken cancel = default)
    {
        if (Read(ubl, peer, out var entry, out var problem) is not { } document) return problem!;
        var answer = await IssueAsync(services.DocumentIds.Of(document, services.Self, entry!.PeerId), entry, document, ubl, caller, cancel).ConfigureAwait(false);
        var view = await DocumentAnswer(answer is AlreadyIssued known ? known.Snapshot : answer, cancel).ConfigureAwait(false);
        return view.Succeeded ? new ImportView(view.Value, answer is AlreadyIssued) : view.Problem;
    }

    private Task<object> IssueAsync(Guid id, PeerEntry entry, InvoiceDocument document, ReadOnlyMemory<byte> file, Caller caller, CancellationToken cancel) =>
        services.Router.Documents.Ask<object>(new IssueDocument(new DocumentKey(services.Self, id), entry.PeerId, document, caller, file), AskTimeout, cancel);

    private InvoiceDocument? Read(ReadOnlyMemory<byte> ubl, string peer, out PeerEntry? entry, out Problem? problem)
    {
        entry = FindPeer(peer, out problem);
        if (entry is null) return null;
        var trust = services.Peers.Trust(entry.PeerId);
        if (trust.IsBlocked)
        {
            problem = KeyChange.RefuseBlocked(entry, trust);
            return null;
        }

        var read = InvoiceReader.Read(ubl);
        if (read is ReadResult.Accepted accepted) return accepted.Document;
        services.Counters.Count("document", "InvalidUbl");
        problem = new Problem("invalid-document", "The document is refused; nothing was sent.", [.. ((ReadResult.Refused)read).Findings.Select(ApiWords.View)]);
        return null;
    }
}
