using System.Text;
using Cpc.Actors.Api;

namespace Cpc.Node.Tests;

/// <summary>Stands in for the node: knows one peer, one consent and one document, and records what it was asked.</summary>
internal sealed class FakeNode : ICpcNode
{
    public const string Id = "d3z3fkle4hmjs3wjmj7f62miqbuw7xqtenvkbqojc3s5xfngrhi7j3ib";
    public const string Peer = "eqz3fkle4hmjs3wjmj7f62miqbuw7xqtenvkbqojc3s5xfngrhi7j3ib";

    public const string Digits = "82651 76596 72312 22077 93250 05897 53733 28217 21457 39849 48763 72005";
    public const string Code = "CPC1:3329AE6078D49A8C";

    public static readonly Guid Consent = new("0198f3a2-0000-7000-8000-000000000001");
    public static readonly Guid Document = new("0198f3a2-0000-7000-8000-000000000002");
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public List<string> Calls { get; } = [];

    public Caller? LastCaller { get; private set; }

    public string LastBody { get; private set; } = "";

    public ConsentRequest? LastRequest { get; private set; }

    public bool AuditHolds { get; init; } = true;

    public bool Empty { get; init; }

    public string Number { get; init; } = "2026-17";

    /// <summary>Further peers in the book.</summary>
    public IReadOnlyList<PeerView> More { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyList<PeerBreakerView> Breakers { get; init; } = [];

    public Exception? Fault { get; init; }

    public Task<NodeView> GetNodeAsync(CancellationToken cancel = default) => Fault is null
        ? Task.FromResult(new NodeView(Id, ["127.0.0.1:7443"], "tls", "libmsquic is missing", "25519_ChaChaPoly_BLAKE2b", 1, 1, 1, new Dictionary<string, long> { ["handshake"] = 3 }) { Warnings = Warnings, Breakers = Breakers, KeyProtection = "file mode" })
        : Task.FromException<NodeView>(Fault);

    public Task<Answer<PeerView>> AddPeerAsync(string idAtAddress, string? name, Caller caller, CancellationToken cancel = default) =>
        Answer(caller, $"add {idAtAddress} {name}", idAtAddress.Contains('@', StringComparison.Ordinal), PeerView(name), new Problem("invalid-peer", "It is not ID@HOST:PORT."));

    public Task<Answer<PeerView>> ReplacePeerAsync(string idAtAddress, string? name, Caller caller, CancellationToken cancel = default) =>
        Answer(caller, $"replace {idAtAddress} {name}", idAtAddress.Contains('@', StringComparison.Ordinal), PeerView(name), new Problem("invalid-peer", "It is not ID@HOST:PORT."));

    public const string Link = "cpc:aeaasiqbyyyqjmcy2kbnvlxv5fmjqdv4yx7bcyd";

    public Task<Answer<InviteView>> InviteAsync(bool withAddresses = true, CancellationToken cancel = default) =>
        Answer(null, $"invite {withAddresses}", !Empty, new InviteView(Link, Id, "cpc", withAddresses ? ["127.0.0.1:7443"] : [], [$"{Peer}@127.0.0.1:7444"]), new Problem("no-address", "This node knows no address."));

    public Task<DhtView> GetDhtAsync(CancellationToken cancel = default) => Task.FromResult(Empty
        ? new DhtView(false, false, 0, 0, null, [], null, new Dictionary<string, long>())
        : new DhtView(true, true, 1, 2, 40, ["127.0.0.1:7443"], Now, new Dictionary<string, long> { ["RecordSignature"] = 3 }));

    public Task<IReadOnlyList<DhtContactView>> ListDhtContactsAsync(CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<DhtContactView>>(Empty ? [] : [new DhtContactView(Peer, "127.0.0.1:7444", 3)]);

    public Task<Answer<DhtLookupView>> LookUpAsync(string peer, CancellationToken cancel = default) =>
        Answer(null, $"lookup {peer}", peer == "bakery", new DhtLookupView(Peer, ["127.0.0.1:7444"], ["tls"], Now, 5), new Problem("unknown-record", "No record of this identity was found."));

    public Task<Answer<SafetyNumberView>> GetSafetyNumberAsync(string peer, CancellationToken cancel = default) =>
        Answer(null, $"number {peer}", peer == "bakery", NumberView(null), UnknownPeer(peer));

    public Task<Answer<SafetyNumberView>> VerifyPeerAsync(string peer, SafetyNumberProof proof, Caller caller, CancellationToken cancel = default) => peer == "bakery"
        ? Answer(caller, $"verify {proof.Digits}{proof.Words}{proof.Code}", proof.Digits == Digits || proof.Code == Code || proof.Words == "zebra", NumberView(Now),
            new Problem("safety-number-differs", "It is not the same.", [new ProblemDetail("safety-number", "group 1", "1", "it is 2 here")]))
        : Answer(caller, "verify", false, NumberView(Now), UnknownPeer(peer));

    public IReadOnlyList<CheckView> Checks { get; init; } = [new("disk", "ok", "Much is free.")];

    public Task<Answer<DoctorView>> DiagnoseAsync(string? peer, CancellationToken cancel = default) =>
        Answer(null, $"doctor {peer}", peer is null or "bakery", new DoctorView(peer is null ? null : Peer, Checks), UnknownPeer(peer ?? ""));

    public Task<IReadOnlyList<PeerView>> ListPeersAsync(CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<PeerView>>(Empty ? [] : [PeerView("bakery"), .. More]);

    public Task<Answer<ConsentView>> GrantConsentAsync(string peer, ConsentRequest request, Caller caller, CancellationToken cancel = default)
    {
        LastRequest = request;
        return Answer(caller, $"grant {peer}", peer == "bakery", ConsentView("granted", null), UnknownPeer(peer));
    }

    public Task<Answer<ConsentView>> RevokeConsentAsync(Guid consentId, string? reason, Caller caller, CancellationToken cancel = default) =>
        Answer(caller, $"revoke {consentId} {reason}", consentId == Consent, ConsentView("revoked", reason), new Problem("unknown-consent", "There is no such consent."));

    public Task<IReadOnlyList<ConsentView>> ListConsentsAsync(CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<ConsentView>>(Empty ? [] : [ConsentView("granted", null)]);

    public Task<Answer<DocumentView>> SendAsync(ReadOnlyMemory<byte> ubl, string peer, Caller caller, CancellationToken cancel = default)
    {
        LastBody = Encoding.UTF8.GetString(ubl.Span);
        if (peer != "bakery") return Answer(caller, "send", false, DocumentView("queued"), UnknownPeer(peer));
        var findings = new[] { new ProblemDetail("BR-CO-15", "BT-112", "12.00", "The total with VAT is not the sum.") };
        return Answer(caller, $"send {peer}", LastBody.StartsWith('<'), DocumentView("queued"), new Problem("invalid-document", "The document breaks rules.", findings));
    }

    private readonly HashSet<string> _imported = [];

    public Task<Answer<ImportView>> ImportAsync(ReadOnlyMemory<byte> ubl, string peer, Caller caller, CancellationToken cancel = default)
    {
        // Several at a time, as the real one is asked.
        lock (_imported)
        {
            var sent = SendAsync(ubl, peer, caller, cancel).Result;
            return Task.FromResult<Answer<ImportView>>(sent.Succeeded ? new ImportView(sent.Value, !_imported.Add(LastBody)) : sent.Problem);
        }
    }

    public Task<IReadOnlyList<DocumentView>> ListDocumentsAsync(CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<DocumentView>>(Empty ? [] : [DocumentView("received")]);

    /// <summary>There is a page after the one that it answers with.</summary>
    public string? Next { get; init; }

    public DocumentQuery? LastQuery { get; private set; }

    public Task<Answer<DocumentPage>> FindDocumentsAsync(DocumentQuery query, CancellationToken cancel = default)
    {
        LastQuery = query;
        return Answer(null, "find", query.Partner is null or "bakery", new DocumentPage(Empty ? [] : [DocumentView("received")], Next), UnknownPeer(query.Partner ?? ""));
    }

    public Task<Answer<RebuildView>> RebuildListsAsync(CancellationToken cancel = default) =>
        Answer(null, "rebuild", true, new RebuildView(1, 0), UnknownPeer(""));

    public Task<Answer<DocumentView>> GetDocumentAsync(string id, CancellationToken cancel = default) =>
        Answer(null, $"get {id}", Knows(id), DocumentView("received"), UnknownDocument(id));

    /// <summary>Its document says what UBL can't.</summary>
    public bool WithoutUbl { get; init; }

    public Task<Answer<UblFile>> WriteUblAsync(string id, CancellationToken cancel = default) =>
        WithoutUbl ? Task.FromResult<Answer<UblFile>>(new Problem("invalid-for-ubl", "UBL can't say it.")) : Answer(null, $"ubl {id}", Knows(id), new UblFile("<Invoice>Bäckerei</Invoice>\n"u8.ToArray()), UnknownDocument(id));

    public static readonly byte[] Original = [0xA5, 0x00, 0xFF, 0x0A];

    public Task<Answer<OriginalFile>> GetOriginalAsync(string id, CancellationToken cancel = default) =>
        Answer(null, $"original {id}", Knows(id), new OriginalFile(Original, "application/cbor"), UnknownDocument(id));

    public Task<Answer<DocumentView>> AcceptAsync(string id, Caller caller, CancellationToken cancel = default) =>
        Answer(caller, $"accept {id}", Knows(id), DocumentView("accepted"), UnknownDocument(id));

    public Task<Answer<DocumentView>> RejectAsync(string id, string reason, string? text, Caller caller, CancellationToken cancel = default) =>
        Answer(caller, $"reject {id} {reason} {text}", reason == "PRI", DocumentView("rejected"), new Problem("already-answered", "It was accepted before."));

    public Task<AuditView> VerifyAuditAsync(CancellationToken cancel = default) => Task.FromResult(AuditHolds
        ? new AuditView(true, 7, "abcd", "none", 0, new Dictionary<string, long> { ["DocumentShared"] = 7 })
        : new AuditView(false, 3, "abcd", "brokenlink", 4, new Dictionary<string, long>()));

    private static bool Knows(string id) => id.Length >= 4 && Document.ToString().StartsWith(id, StringComparison.Ordinal);

    private static Problem UnknownPeer(string peer) => new("unknown-peer", $"No peer '{peer}' is in the book. Add it with 'cpc peer add'.");

    private static Problem UnknownDocument(string id) => new("unknown-document", $"No document '{id}'. 'cpc list' lists them.");

    private static PeerView PeerView(string? name) => new(Peer, name, "127.0.0.1:7444", true, 0, null);

    private static SafetyNumberView NumberView(DateTimeOffset? verified) => new(Peer, "bakery", Digits, [.. Enumerable.Repeat("zebra", 20)], Code, verified);

    private static ConsentView ConsentView(string status, string? reason) => new(
        Consent, Peer, "bakery", "invoicing", ["invoice"], "contract", "uid:0", Now, Now.AddDays(30), status, reason is null ? null : Now, reason);

    private DocumentView DocumentView(string status) => new(
        Document, "received", "invoice", Number, new DateOnly(2026, 11, 24), Peer, "bakery", "Bäckerei", "Coop", "EUR", 119.00m, status,
        null, 812, new string('a', 64), true, null, [new HistoryView(Now, "received")]);

    private Task<Answer<T>> Answer<T>(Caller? caller, string call, bool accepted, T value, Problem problem)
        where T : class
    {
        Calls.Add(call.Trim());
        LastCaller = caller;
        return Task.FromResult<Answer<T>>(accepted ? value : problem);
    }
}
