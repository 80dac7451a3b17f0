using System.Net;
using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams;
using Akka.Streams.Dsl;
using Cpc.Actors.Api;
using Cpc.Actors.Audit;
using Cpc.Actors.Consent;
using Cpc.Actors.Doctor;
using Cpc.Actors.Documents;
using Cpc.Actors.Node;
using Cpc.Actors.Outbox;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;
using Cpc.Cryptography;
using Cpc.Governance.Audit;
using Cpc.Invoicing.Consent;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Ubl;
using Cpc.Sessions;

namespace Cpc.Actors.Hosting;

/// <summary>The node as seen from outside: asks its actors and puts their answers into words.</summary>
internal sealed partial class CpcNode(NodeServices services, ActorSystem system) : ICpcNode
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(30);

    private IPEndPoint? _listening;

    internal void IsListening(IPEndPoint endPoint) => _listening = endPoint;

    public async Task<NodeView> GetNodeAsync(CancellationToken cancel = default)
    {
        var peers = services.Peers.All.ToList();
        var outboxes = await Task.WhenAll(peers.Select(p => OutboxOf(p.PeerId, cancel))).ConfigureAwait(false);
        var documents = await CountAsync(cancel).ConfigureAwait(false);
        var reason = TransportFactory.WhyNoQuic(services.Options);
        return new NodeView(
            services.Self.ToString(),
            [.. new[] { _listening, services.Turn?.Relayed }.OfType<IPEndPoint>().Select(e => e.ToString())],
            reason is null ? "quic" : "tls",
            reason,
            Suite.Name(Suite.Supported[0]),
            peers.Count,
            documents.Documents,
            outboxes.Sum(o => o.Queued),
            services.Counters.Snapshot())
        {
            Warnings = [.. PeerWarnings(peers, outboxes), .. services.MemoryWarnings, .. NodeHardening.Gaps()],
            Breakers = [.. services.Breakers.NotClosed.OrderBy(b => b.Key).Select(b => new PeerBreakerView(b.Key.ToString(), services.Peers.Find(b.Key)?.Name, ApiWords.View(b.Value)))],
            Discovery = await GetDhtAsync(cancel).ConfigureAwait(false),
            KeyProtection = services.KeyFileIsSealed ? "passphrase" : "file mode",
        };
    }

    public Task<Answer<PeerView>> AddPeerAsync(string idAtAddress, string? name, Caller caller, CancellationToken cancel = default) =>
        AddPeerAsync(idAtAddress, name, replace: false, caller, cancel);

    public Task<Answer<PeerView>> ReplacePeerAsync(string idAtAddress, string? name, Caller caller, CancellationToken cancel = default) =>
        AddPeerAsync(idAtAddress, name, replace: true, caller, cancel);

    public Task<Answer<SafetyNumberView>> GetSafetyNumberAsync(string peer, CancellationToken cancel = default) =>
        Task.FromResult<Answer<SafetyNumberView>>(FindPeer(peer, out var problem) is { } entry ? PeerVerification.View(services, entry) : problem!);

    public async Task<Answer<SafetyNumberView>> VerifyPeerAsync(string peer, SafetyNumberProof proof, Caller caller, CancellationToken cancel = default)
    {
        if (FindPeer(peer, out var problem) is not { } entry) return problem!;
        if (PeerVerification.Compare(services, entry, proof, out var method) is { } differs)
        {
            if (differs.Code == PeerVerification.Differs) services.Counters.Count("peer", "SafetyNumberDiffers");
            return differs;
        }

        var answer = await services.Router.PeerBook.Ask<object>(new PeerBookActor.Verify(entry.PeerId, method, caller.Name), AskTimeout, cancel).ConfigureAwait(false);
        return answer is Problem refused ? refused : PeerVerification.View(services, entry);
    }

    public async Task<IReadOnlyList<PeerView>> ListPeersAsync(CancellationToken cancel = default) =>
        await Task.WhenAll(services.Peers.All.OrderBy(p => services.Peers.Trust(p.PeerId).IsBlocked).ThenBy(p => p.Name ?? "~").ThenBy(p => p.PeerId).Select(p => ViewOf(p, cancel))).ConfigureAwait(false);

    public async Task<Answer<ConsentView>> GrantConsentAsync(string peer, ConsentRequest request, Caller caller, CancellationToken cancel = default)
    {
        if (FindPeer(peer, out var problem) is not { } entry) return problem!;
        if (!ApiWords.TryReadKinds(request.Kinds, out var kinds, out problem)) return problem!;
        if (!ApiWords.TryReadBasis(request.LegalBasis, out var basis, out problem)) return problem!;
        var answer = await services.Router.Consent.Ask<object>(
            new GrantConsent(entry.PeerId, kinds, basis, request.ValidUntil, caller, request.MaxAmount, request.Currency?.ToUpperInvariant()), AskTimeout, cancel).ConfigureAwait(false);
        return ConsentAnswer(answer);
    }

    public async Task<Answer<ConsentView>> RevokeConsentAsync(Guid consentId, string? reason, Caller caller, CancellationToken cancel = default) =>
        ConsentAnswer(await services.Router.Consent.Ask<object>(new RevokeConsent(consentId, reason ?? "", caller), AskTimeout, cancel).ConfigureAwait(false));

    public async Task<IReadOnlyList<ConsentView>> ListConsentsAsync(CancellationToken cancel = default)
    {
        var records = await services.Router.Consent.Ask<List<ConsentRecord>>(ListConsents.Instance, AskTimeout, cancel).ConfigureAwait(false);
        return [.. records.Select(r => ApiWords.View(r, services.Peers, services.Time.GetUtcNow()))];
    }

    public async Task<Answer<DocumentView>> GetDocumentAsync(string id, CancellationToken cancel = default)
    {
        var (found, problem) = await FindDocument(id, cancel).ConfigureAwait(false);
        if (found is not { } key) return problem!;
        var answer = await services.Router.Documents.Ask<object>(new DescribeDocument(key), AskTimeout, cancel).ConfigureAwait(false);
        return await DocumentAnswer(answer, cancel).ConfigureAwait(false);
    }

    public async Task<Answer<UblFile>> WriteUblAsync(string id, CancellationToken cancel = default)
    {
        var (found, problem) = await FindDocument(id, cancel).ConfigureAwait(false);
        if (found is not { } key) return problem!;
        var answer = await services.Router.Documents.Ask<object>(new OpenDocument(key), AskTimeout, cancel).ConfigureAwait(false);
        if (answer is Problem unknown) return unknown;
        return UblWriter.Write(((DocumentContent)answer).Content) switch
        {
            UblWriteResult.Written written => new UblFile(written.Xml.Memory),
            var refused => new Problem("invalid-for-ubl", "UBL can't say all that this document says; nothing was written.",
                [.. ((UblWriteResult.Refused)refused).Findings.Select(ApiWords.View)]),
        };
    }

    public async Task<Answer<OriginalFile>> GetOriginalAsync(string id, CancellationToken cancel = default)
    {
        var (found, problem) = await FindDocument(id, cancel).ConfigureAwait(false);
        if (found is not { } key) return problem!;
        var answer = await services.Router.Documents.Ask<object>(new OpenOriginal(key), AskTimeout, cancel).ConfigureAwait(false);
        return answer is DocumentOriginal original ? new OriginalFile(original.Bytes, original.MediaType) : (Problem)answer;
    }

    public Task<Answer<DocumentView>> AcceptAsync(string id, Caller caller, CancellationToken cancel = default) =>
        AnswerDocumentAsync(id, StatusCode.Accepted, null, null, caller, cancel);

    public Task<Answer<DocumentView>> RejectAsync(string id, string reason, string? text, Caller caller, CancellationToken cancel = default)
    {
        if (!StatusCodes.TryParseReason(reason.ToUpperInvariant(), out var code))
            return Task.FromResult<Answer<DocumentView>>(UnknownReason(reason));
        return AnswerWithTextAsync(id, StatusCode.Rejected, code, text, caller, cancel);
    }

    public Task<Answer<DocumentView>> AnswerAsync(string id, string status, string? reason, string? text, Caller caller, CancellationToken cancel = default)
    {
        if (!StatusCodes.TryParse(status.ToUpperInvariant(), out var code))
        {
            return Task.FromResult<Answer<DocumentView>>(new Problem("unknown-status",
                $"'{status}' is no status; choose one of {string.Join(", ", Enum.GetValues<StatusCode>().Select(c => c.Code()))}."));
        }

        if (reason is null) return AnswerWithTextAsync(id, code, null, text, caller, cancel);
        return StatusCodes.TryParseReason(reason.ToUpperInvariant(), out var why)
            ? AnswerWithTextAsync(id, code, why, text, caller, cancel)
            : Task.FromResult<Answer<DocumentView>>(UnknownReason(reason));
    }

    private Task<Answer<DocumentView>> AnswerWithTextAsync(string id, StatusCode code, StatusReason? reason, string? text, Caller caller, CancellationToken cancel) =>
        text is { Length: > StatusResponse.MaxTextLength }
            ? Task.FromResult<Answer<DocumentView>>(new Problem("text-too-long", $"The text has more than {StatusResponse.MaxTextLength} characters; shorten it."))
            : AnswerDocumentAsync(id, code, reason, text, caller, cancel);

    private static Problem UnknownReason(string reason) =>
        new("unknown-reason", $"'{reason}' is no reason; choose one of {string.Join(", ", Enum.GetValues<StatusReason>().Select(r => r.Code()))}.");

    public async Task<Answer<DoctorView>> DiagnoseAsync(string? peer, CancellationToken cancel = default)
    {
        PeerEntry? entry = null;
        if (peer is not null && (entry = FindPeer(peer, out var problem)) is null) return problem!;
        return await new NodeDoctor(services, services.Nat).ExamineAsync(entry, cancel).ConfigureAwait(false);
    }

    public async Task<AuditView> VerifyAuditAsync(CancellationToken cancel = default)
    {
        // Read again from the journal: what the running actor believes is not evidence.
        var entries = new List<byte[]>();
        await PersistenceQuery.Get(system).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier)
            .CurrentEventsByPersistenceId(AuditActor.IdOf(services), 0, long.MaxValue)
            .RunForeach(e => entries.Add(((AuditRecorded)e.Event).Entry), system.Materializer())
            .WaitAsync(cancel).ConfigureAwait(false);
        var verdict = AuditChain.Verify(services.Self, entries);
        return new AuditView(
            verdict.Fault == AuditFault.None,
            verdict.Chain.Count,
            Convert.ToHexStringLower(verdict.Chain.Head),
            ApiWords.Camel(verdict.Fault),
            verdict.At,
            new SortedDictionary<string, long>(entries.Take((int)verdict.Chain.Count).CountBy(e => AuditEntry.Decode(e).Fact.Action).ToDictionary(c => ApiWords.Camel(c.Key), c => (long)c.Value)));
    }

    private async Task<Answer<DocumentView>> AnswerDocumentAsync(string id, StatusCode code, StatusReason? reason, string? text, Caller caller, CancellationToken cancel)
    {
        var (found, problem) = await FindDocument(id, cancel).ConfigureAwait(false);
        if (found is not { } key) return problem!;
        var answer = await services.Router.Documents.Ask<object>(
            new AnswerDocument(key, code, reason, text, caller), AskTimeout, cancel).ConfigureAwait(false);
        return await DocumentAnswer(answer, cancel).ConfigureAwait(false);
    }

    private Task<OutboxStatus> OutboxOf(PeerId peer, CancellationToken cancel) =>
        services.Router.Outbox.Ask<OutboxStatus>(new GetOutboxStatus(peer), AskTimeout, cancel);

    private async Task<Answer<PeerView>> AddPeerAsync(string idAtAddress, string? name, bool replace, Caller caller, CancellationToken cancel)
    {
        if (ReadPeer(idAtAddress, name, out var problem) is not { } entry) return problem!;
        var answer = await services.Router.PeerBook.Ask<object>(new PeerBookActor.Add(entry, replace, caller.Name), AskTimeout, cancel).ConfigureAwait(false);
        return answer is Problem refused ? refused : await ViewOf((PeerEntry)answer, cancel).ConfigureAwait(false);
    }

    private IEnumerable<string> PeerWarnings(List<PeerEntry> peers, OutboxStatus[] outboxes)
    {
        foreach (var (peer, outbox) in peers.Zip(outboxes))
        {
            var waits = outbox.KeyChanged || (outbox.Queued > 0 && services.Peers.Trust(peer.PeerId).IsBlocked);
            if (waits) yield return $"{peer.Name ?? peer.PeerId.ToString()}: {outbox.Queued} waiting: {outbox.LastProblem}";
        }
    }

    private PeerEntry? FindPeer(string idOrName, out Problem? problem)
    {
        problem = null;
        var entry = services.Peers.Find(idOrName, out var ambiguous);
        if (entry is not null) return entry;
        problem = ambiguous
            ? new Problem("ambiguous-peer", $"Several peers' ids begin with '{idOrName}'; write more of it.")
            : new Problem("unknown-peer", "There is no such peer in the book. Add it with 'cpc peer add ID@HOST:PORT' or an invite; 'cpc peer list' shows those there are.");
        return null;
    }

    private async Task<PeerView> ViewOf(PeerEntry entry, CancellationToken cancel)
    {
        var outbox = await OutboxOf(entry.PeerId, cancel).ConfigureAwait(false);
        var status = await services.Router.Transport.Ask<TransportManager.Status>(new TransportManager.StatusOf(entry.PeerId), AskTimeout, cancel).ConfigureAwait(false);
        var trust = services.Peers.Trust(entry.PeerId);
        return new PeerView(entry.PeerId.ToString(), entry.Name, entry.Address, status.Connected, outbox.Queued, outbox.LastProblem)
        {
            VerifiedSince = trust.VerifiedAt,
            BlockedSince = trust.BlockedAt,
            ReplacedBy = trust.ReplacedBy?.ToString(),
            KeyChanged = outbox.KeyChanged,
            Breaker = ApiWords.View(status.Breaker),
            Transport = status.Transport,
        };
    }

    private Answer<ConsentView> ConsentAnswer(object answer) => answer is ConsentRecord record
        ? ApiWords.View(record, services.Peers, services.Time.GetUtcNow())
        : (Problem)answer;
}
