namespace Cpc.Actors.Api;

/// <summary>All that a person or a program can ask of a running node. The local HTTP API and the demo stand on it.
/// Expected refusals are answers; exceptions are the node's own faults.</summary>
public interface ICpcNode
{
    Task<NodeView> GetNodeAsync(CancellationToken cancel = default);

    /// <param name="idAtAddress">ID@HOST:PORT, ID alone to find its address by discovery, or an invite; adding a known peer
    /// again changes its address.</param>
    /// <param name="name">A name for people, unique in this node's book; null for none.</param>
    Task<Answer<PeerView>> AddPeerAsync(string idAtAddress, string? name, Caller caller, CancellationToken cancel = default);

    /// <summary>Adds a peer in the place of those that have its name or its address: they are blocked. It also admits a
    /// blocked peer again. For a partner whose key has changed, after the new one was verified by another channel.</summary>
    Task<Answer<PeerView>> ReplacePeerAsync(string idAtAddress, string? name, Caller caller, CancellationToken cancel = default);

    /// <summary>An invite for a partner.</summary>
    /// <param name="withAddresses">False to leave the own addresses out: the partner then finds them by discovery.</param>
    Task<Answer<InviteView>> InviteAsync(bool withAddresses = true, CancellationToken cancel = default);

    Task<DhtView> GetDhtAsync(CancellationToken cancel = default);

    Task<IReadOnlyList<DhtContactView>> ListDhtContactsAsync(CancellationToken cancel = default);

    /// <summary>Looks for an identity's record.</summary>
    /// <param name="peer">A whole id, in the book or not; or a name or an unambiguous beginning of one in the book.</param>
    Task<Answer<DhtLookupView>> LookUpAsync(string peer, CancellationToken cancel = default);

    /// <summary>The number to compare with the partner over another channel.</summary>
    /// <param name="peer">An id, a name or an unambiguous beginning of an id.</param>
    Task<Answer<SafetyNumberView>> GetSafetyNumberAsync(string peer, CancellationToken cancel = default);

    /// <summary>Compares the partner's number with this node's, and marks the peer as verified when it is the same;
    /// else the problem says what differs.</summary>
    Task<Answer<SafetyNumberView>> VerifyPeerAsync(string peer, SafetyNumberProof proof, Caller caller, CancellationToken cancel = default);

    Task<IReadOnlyList<PeerView>> ListPeersAsync(CancellationToken cancel = default);

    /// <param name="peer">An id, a name or an unambiguous beginning of an id.</param>
    Task<Answer<ConsentView>> GrantConsentAsync(string peer, ConsentRequest request, Caller caller, CancellationToken cancel = default);

    Task<Answer<ConsentView>> RevokeConsentAsync(Guid consentId, string? reason, Caller caller, CancellationToken cancel = default);

    Task<IReadOnlyList<ConsentView>> ListConsentsAsync(CancellationToken cancel = default);

    /// <summary>Reads a UBL or CII invoice or credit note, checks it, issues it to the peer and queues it. When this
    /// answers, the document is durable and will be delivered once the peer is reachable.</summary>
    Task<Answer<DocumentView>> SendAsync(ReadOnlyMemory<byte> ubl, string peer, Caller caller, CancellationToken cancel = default);

    /// <summary>The same, once: a document that was issued to this peer before, by this method, is not issued again, whichever
    /// file it comes in.</summary>
    Task<Answer<ImportView>> ImportAsync(ReadOnlyMemory<byte> ubl, string peer, Caller caller, CancellationToken cancel = default);

    /// <summary>All documents, newest first.</summary>
    Task<IReadOnlyList<DocumentView>> ListDocumentsAsync(CancellationToken cancel = default);

    /// <summary>A page of those that pass the query's filters.</summary>
    Task<Answer<DocumentPage>> FindDocumentsAsync(DocumentQuery query, CancellationToken cancel = default);

    /// <summary>Builds the lists anew from the journal and says what was different. Answers when it is done, while everything
    /// else goes on.</summary>
    Task<Answer<RebuildView>> RebuildListsAsync(CancellationToken cancel = default);

    /// <param name="id">A document id or an unambiguous beginning of one.</param>
    Task<Answer<DocumentView>> GetDocumentAsync(string id, CancellationToken cancel = default);

    /// <summary>Writes a document as UBL 2.1. It is made from what was exchanged, and says the same as the file that the
    /// issuer read; it is not that file byte for byte.</summary>
    /// <param name="id">A document id or an unambiguous beginning of one.</param>
    Task<Answer<UblFile>> WriteUblAsync(string id, CancellationToken cancel = default);

    /// <summary>A document byte for byte as it came here: the file that was given to <see cref="SendAsync"/>, or the CBOR
    /// that was received, whose BLAKE3 the receipt names.</summary>
    /// <param name="id">A document id or an unambiguous beginning of one.</param>
    Task<Answer<OriginalFile>> GetOriginalAsync(string id, CancellationToken cancel = default);

    Task<Answer<DocumentView>> AcceptAsync(string id, Caller caller, CancellationToken cancel = default);

    /// <param name="reason">A Peppol Invoice Response reason: NON REF LEG REC QUA DEL PRI QTY ITM PAY UNR FIN PPD OTH.</param>
    /// <param name="text">Words for the issuer, at most 500 characters.</param>
    Task<Answer<DocumentView>> RejectAsync(string id, string reason, string? text, Caller caller, CancellationToken cancel = default);

    /// <summary>Looks for whatever could keep documents from arriving. With a peer it also dials it over each transport. Asks the
    /// configured STUN and TURN servers; changes nothing.</summary>
    /// <param name="peer">An id, a name or an unambiguous beginning of an id; null for the node alone.</param>
    Task<Answer<DoctorView>> DiagnoseAsync(string? peer, CancellationToken cancel = default);

    /// <summary>Walks the audit chain from its first entry.</summary>
    Task<AuditView> VerifyAuditAsync(CancellationToken cancel = default);
}
