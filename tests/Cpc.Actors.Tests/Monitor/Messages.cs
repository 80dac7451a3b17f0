using Cpc.Actors.Api;
using Cpc.Actors.Consent;
using Cpc.Actors.Documents;
using Cpc.Actors.Hosting;
using Cpc.Actors.Lists;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;
using Cpc.Cryptography;
using Cpc.Exchange;
using Cpc.Invoicing.Consent;
using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using Cpc.SecureMemory;

namespace Cpc.Actors.Tests.Monitor;

/// <summary>One of each message that can carry content, with a canary where the content is.</summary>
internal static class Messages
{
    public const string Canary = "canary";

    private static readonly InvoiceDocument Invoice = Samples.Invoice with
    {
        Number = Canary,
        Seller = Samples.Invoice.Seller with { Name = Canary },
        Buyer = Samples.Invoice.Buyer with { Name = Canary },
    };

    private static readonly Dictionary<string, Func<PeerId, PeerId, object>> All = new(StringComparer.Ordinal)
    {
        ["IssueDocument"] = (alice, bob) => new IssueDocument(Key(alice), bob, Invoice, new Caller("uid:1"), System.Text.Encoding.UTF8.GetBytes(Canary)),
        ["DocumentOriginal"] = (alice, _) => new DocumentOriginal(Key(alice), System.Text.Encoding.UTF8.GetBytes(Canary), DocumentOriginal.Xml),
        ["OriginalFile"] = (_, _) => new OriginalFile(System.Text.Encoding.UTF8.GetBytes(Canary), "application/xml"),
        ["AnswerDocument"] = (alice, _) => new AnswerDocument(Key(alice), StatusCode.Rejected, StatusReason.Other, Canary, new Caller("uid:1")),
        ["ReceiveDocument"] = (alice, bob) => new ReceiveDocument(Incoming(alice, bob), new byte[16]),
        ["IncomingDocument"] = Incoming,
        ["OutgoingDocument"] = (alice, bob) => OutgoingDocument.Issue(Invoice, alice, bob, Guid.CreateVersion7()),
        ["SendDocument"] = (_, _) => new SessionCommand.SendDocument(SecureData.CopyOf(System.Text.Encoding.UTF8.GetBytes(Canary)), new byte[32]),
        ["Send"] = (_, _) => new StreamCommand.Send(1, [1, 2, 3]),
        ["Frame"] = (_, _) => new StreamEvent.Frame(1, [1, 2, 3]),
        ["LargeAnnounced"] = (_, _) => new StreamEvent.LargeAnnounced(1, [1, 2, 3]),
        ["DocumentSnapshot"] = (alice, bob) => new DocumentSnapshot(Key(alice), State(alice, bob), bob, Canary, default, Canary, Canary, "EUR", 1, Canary, []),
        ["DocumentView"] = (alice, bob) => ApiWords.View((DocumentSnapshot)All!["DocumentSnapshot"](alice, bob)),
        ["ListEntry"] = (alice, bob) => new ListEntry(Key(alice), 1, (DocumentView)All!["DocumentView"](alice, bob)),
        ["FindDocuments"] = (_, bob) => new FindDocuments(new DocumentFilter(bob, Text: Canary), null, 1),
        ["DocumentsFound"] = (alice, bob) => new DocumentsFound([(ListEntry)All!["ListEntry"](alice, bob)], null),
        ["DocumentQuery"] = (_, _) => new DocumentQuery { Text = Canary },
        ["DocumentPage"] = (alice, bob) => new DocumentPage([(DocumentView)All!["DocumentView"](alice, bob)], null),
        ["Walked"] = (alice, bob) => new Walked([(ListEntry)All!["ListEntry"](alice, bob)], [], null),
        ["GrantConsent"] = (_, bob) => new GrantConsent(bob, [DocumentKind.Invoice], LegalBasis.Contract, null, new Caller(Canary)),
        ["RevokeConsent"] = (_, _) => new RevokeConsent(Guid.NewGuid(), Canary, new Caller("uid:1")),
        ["ConsentRecord"] = (_, bob) => new ConsentRecord(Guid.NewGuid(), bob.ToParticipant(), ConsentPurpose.Exchange, [DocumentKind.Invoice],
            LegalBasis.Contract, Canary, DateTimeOffset.UnixEpoch, null)
        { RevocationReason = Canary },
        ["ConsentEvent.Granted"] = (alice, bob) => new ConsentEvent.Granted((ConsentRecord)All!["ConsentRecord"](alice, bob)),
        ["ConsentEvent.Revoked"] = (_, _) => new ConsentEvent.Revoked(Guid.NewGuid(), Canary, DateTimeOffset.UnixEpoch),
    };

    public static IEnumerable<string> AllNames => All.Keys;

    public static TheoryData<string> Names => [.. All.Keys];

    public static object Make(string name, PeerId alice, PeerId bob) => All[name](alice, bob);

    private static DocumentKey Key(PeerId issuer) => new(issuer, Guid.CreateVersion7());

    private static InvoiceState State(PeerId alice, PeerId bob) => new()
    {
        Metadata = new InvoiceMetadata(Guid.CreateVersion7(), alice.ToParticipant(), bob.ToParticipant(), DocumentKind.Invoice, new ContentHash(new byte[32]), 1),
        Role = InvoiceRole.Issuer,
        Phase = InvoicePhase.Issued,
    };

    private static IncomingDocument Incoming(PeerId alice, PeerId bob)
    {
        using var sent = OutgoingDocument.Issue(Invoice, bob, alice, Guid.CreateVersion7());
        IncomingDocument.TryOpen(sent.Payload.Span, sent.Hash, bob, alice, out var document);
        return document!;
    }
}
