using Cpc.Actors.Api;
using Cpc.Invoicing.Access;
using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Xml;

namespace Cpc.Actors.Access;

/// <summary>A node as one caller may use it (the authorization matrix). Each method says what it takes; whom a caller
/// names is of no account: everything is done in its own name.</summary>
internal sealed class CallerNode(ICpcNode node, NodeAccess access, Caller caller) : ICpcNode
{
    public Task<NodeView> GetNodeAsync(CancellationToken cancel = default) => ReadAsync(() => node.GetNodeAsync(cancel), cancel);

    public Task<Answer<PeerView>> AddPeerAsync(string idAtAddress, string? name, Caller _, CancellationToken cancel = default) =>
        AdministerAsync(() => node.AddPeerAsync(idAtAddress, name, caller, cancel), cancel);

    public Task<Answer<PeerView>> ReplacePeerAsync(string idAtAddress, string? name, Caller _, CancellationToken cancel = default) =>
        AdministerAsync(() => node.ReplacePeerAsync(idAtAddress, name, caller, cancel), cancel);

    public Task<Answer<InviteView>> InviteAsync(bool withAddresses = true, CancellationToken cancel = default) =>
        AdministerAsync(() => node.InviteAsync(withAddresses, cancel), cancel);

    public Task<DhtView> GetDhtAsync(CancellationToken cancel = default) => ReadAsync(() => node.GetDhtAsync(cancel), cancel);

    public Task<IReadOnlyList<DhtContactView>> ListDhtContactsAsync(CancellationToken cancel = default) => ReadAsync(() => node.ListDhtContactsAsync(cancel), cancel);

    // It tells others whom this node looks for.
    public Task<Answer<DhtLookupView>> LookUpAsync(string peer, CancellationToken cancel = default) =>
        AdministerAsync(() => node.LookUpAsync(peer, cancel), cancel);

    public Task<Answer<SafetyNumberView>> GetSafetyNumberAsync(string peer, CancellationToken cancel = default) =>
        IfAsync(AccessAction.Read, () => node.GetSafetyNumberAsync(peer, cancel), cancel);

    public Task<Answer<SafetyNumberView>> VerifyPeerAsync(string peer, SafetyNumberProof proof, Caller _, CancellationToken cancel = default) =>
        AdministerAsync(() => node.VerifyPeerAsync(peer, proof, caller, cancel), cancel);

    public Task<Answer<PeerView>> BlockPeerAsync(string peer, Caller _, CancellationToken cancel = default) =>
        AdministerAsync(() => node.BlockPeerAsync(peer, caller, cancel), cancel);

    public Task<IReadOnlyList<PeerView>> ListPeersAsync(CancellationToken cancel = default) => ReadAsync(() => node.ListPeersAsync(cancel), cancel);

    public Task<Answer<ConsentView>> GrantConsentAsync(string peer, ConsentRequest request, Caller _, CancellationToken cancel = default) =>
        AdministerAsync(() => node.GrantConsentAsync(peer, request, caller, cancel), cancel);

    public Task<Answer<ConsentView>> RevokeConsentAsync(Guid consentId, string? reason, Caller _, CancellationToken cancel = default) =>
        AdministerAsync(() => node.RevokeConsentAsync(consentId, reason, caller, cancel), cancel);

    public Task<IReadOnlyList<ConsentView>> ListConsentsAsync(CancellationToken cancel = default) => ReadAsync(() => node.ListConsentsAsync(cancel), cancel);

    public Task<Answer<DocumentView>> SendAsync(ReadOnlyMemory<byte> ubl, string peer, Caller _, CancellationToken cancel = default) =>
        IfMayIssueAsync(ubl, () => node.SendAsync(ubl, peer, caller, cancel), cancel);

    public Task<Answer<ImportView>> ImportAsync(ReadOnlyMemory<byte> ubl, string peer, Caller _, CancellationToken cancel = default) =>
        IfMayIssueAsync(ubl, () => node.ImportAsync(ubl, peer, caller, cancel), cancel);

    public Task<IReadOnlyList<DocumentView>> ListDocumentsAsync(CancellationToken cancel = default) => ReadAsync(() => node.ListDocumentsAsync(cancel), cancel);

    public Task<Answer<DocumentPage>> FindDocumentsAsync(DocumentQuery query, CancellationToken cancel = default) =>
        IfAsync(AccessAction.Read, () => node.FindDocumentsAsync(query, cancel), cancel);

    public Task<Answer<RebuildView>> RebuildListsAsync(CancellationToken cancel = default) => AdministerAsync(() => node.RebuildListsAsync(cancel), cancel);

    public Task<Answer<DocumentView>> GetDocumentAsync(string id, CancellationToken cancel = default) =>
        IfAsync(AccessAction.Read, () => node.GetDocumentAsync(id, cancel), cancel);

    public Task<Answer<UblFile>> WriteUblAsync(string id, CancellationToken cancel = default) =>
        IfAsync(AccessAction.Read, () => node.WriteUblAsync(id, cancel), cancel);

    public Task<Answer<OriginalFile>> GetOriginalAsync(string id, CancellationToken cancel = default) =>
        IfAsync(AccessAction.Read, () => node.GetOriginalAsync(id, cancel), cancel);

    public Task<Answer<DocumentView>> AcceptAsync(string id, Caller _, CancellationToken cancel = default) =>
        OnDocumentAsync(id, AccessAction.Approve, whole => node.AcceptAsync(whole, caller, cancel), cancel);

    public Task<Answer<DocumentView>> RejectAsync(string id, string reason, string? text, Caller _, CancellationToken cancel = default) =>
        OnDocumentAsync(id, AccessAction.Approve, whole => node.RejectAsync(whole, reason, text, caller, cancel), cancel);

    public Task<Answer<DocumentView>> AnswerAsync(string id, string status, string? reason, string? text, Caller _, CancellationToken cancel = default)
    {
        // What is no status is refused by the node; it takes no more than reading.
        var action = !StatusCodes.TryParse(status.ToUpperInvariant(), out var code) ? AccessAction.Read : code switch
        {
            StatusCode.Acknowledged or StatusCode.InProcess or StatusCode.UnderQuery => AccessAction.Process,
            StatusCode.Paid => AccessAction.Pay,
            _ => AccessAction.Approve,
        };
        return OnDocumentAsync(id, action, whole => node.AnswerAsync(whole, status, reason, text, caller, cancel), cancel);
    }

    public Task<Answer<RoleView>> GrantRoleAsync(RoleRequest request, Caller _, CancellationToken cancel = default) =>
        AdministerAsync(() => node.GrantRoleAsync(request, caller, cancel), cancel);

    public Task<Answer<RoleView>> RevokeRoleAsync(Guid id, Caller _, CancellationToken cancel = default) =>
        AdministerAsync(() => node.RevokeRoleAsync(id, caller, cancel), cancel);

    public Task<IReadOnlyList<RoleView>> ListRolesAsync(CancellationToken cancel = default) => ReadAsync(() => node.ListRolesAsync(cancel), cancel);

    public ICpcNode As(Caller other) => other == caller ? this : throw new ArgumentException("A caller acts for nobody else.", nameof(other));

    public Task<bool> MayEnterAsync(Caller other, CancellationToken cancel = default) => As(other) is not null ? access.MayEnterAsync(caller, cancel) : Task.FromResult(false);

    public Task<IReadOnlyList<DocumentView>> ListHoldsAsync(CancellationToken cancel = default) => ReadAsync(() => node.ListHoldsAsync(cancel), cancel);

    public Task<Answer<DocumentView>> DecideHoldAsync(string id, bool approve, Caller _, CancellationToken cancel = default) =>
        OnDocumentAsync(id, AccessAction.Approve, whole => node.DecideHoldAsync(whole, approve, caller, cancel), cancel);

    public Task<IReadOnlyList<SeriesView>> CheckSeriesAsync(CancellationToken cancel = default) => ReadAsync(() => node.CheckSeriesAsync(cancel), cancel);

    public Task<Answer<DoctorView>> DiagnoseAsync(string? peer, CancellationToken cancel = default) =>
        AdministerAsync(() => node.DiagnoseAsync(peer, cancel), cancel);

    public Task<AuditView> VerifyAuditAsync(CancellationToken cancel = default) => MustAsync(AccessAction.VerifyAudit, () => node.VerifyAuditAsync(cancel), cancel);

    private Task<T> ReadAsync<T>(Func<Task<T>> then, CancellationToken cancel) => MustAsync(AccessAction.Read, then, cancel);

    private async Task<T> MustAsync<T>(AccessAction action, Func<Task<T>> then, CancellationToken cancel)
    {
        if (await access.CheckAsync(caller, action, InvoiceRole.Issuer, null, cancel).ConfigureAwait(false) is { } problem) throw new NotAllowedException(problem);
        return await then().ConfigureAwait(false);
    }

    private Task<Answer<T>> AdministerAsync<T>(Func<Task<Answer<T>>> then, CancellationToken cancel)
        where T : class => IfAsync(AccessAction.Administer, then, cancel);

    private async Task<Answer<T>> IfAsync<T>(AccessAction action, Func<Task<Answer<T>>> then, CancellationToken cancel)
        where T : class =>
        await access.CheckAsync(caller, action, InvoiceRole.Issuer, null, cancel).ConfigureAwait(false) is { } problem ? problem : await then().ConfigureAwait(false);

    private async Task<Answer<T>> IfMayIssueAsync<T>(ReadOnlyMemory<byte> ubl, Func<Task<Answer<T>>> then, CancellationToken cancel)
        where T : class
    {
        // What can't be read is refused by the node with its findings, for whoever may read; an amount there is none of.
        var problem = InvoiceReader.Read(ubl) is ReadResult.Accepted { Document: { } document }
            ? await access.CheckAsync(caller, AccessAction.Issue, InvoiceRole.Issuer, (document.Totals.Largest, document.CurrencyCode), cancel).ConfigureAwait(false)
            : await access.CheckAsync(caller, AccessAction.Read, InvoiceRole.Issuer, null, cancel).ConfigureAwait(false);
        return problem is null ? await then().ConfigureAwait(false) : problem;
    }

    // What is paid already (BT-113) or rounded (BT-114) makes an invoice no smaller, and the issuer says what it likes of both.
    private static decimal Largest(decimal withVat, decimal due) => Math.Max(Math.Abs(withVat), Math.Abs(due));

    // Reading first: whoever may not read is not told which documents there are.
    private async Task<Answer<DocumentView>> OnDocumentAsync(string id, AccessAction action, Func<string, Task<Answer<DocumentView>>> then, CancellationToken cancel)
    {
        var found = await GetDocumentAsync(id, cancel).ConfigureAwait(false);
        if (found.Value is not { } document) return found;
        var side = document.Direction == "sent" ? InvoiceRole.Issuer : InvoiceRole.Recipient;
        var problem = await access.CheckAsync(caller, action, side, document.Total is { } total ? (Largest(total, document.Payable), document.Currency) : null, cancel).ConfigureAwait(false);
        // The whole id: its beginning may by now name another document too.
        return problem is null ? await then(document.Id.ToString()).ConfigureAwait(false) : problem;
    }
}
