using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Cpc.Actors.Api;
using Cpc.Actors.Audit;
using Cpc.Actors.Guards;
using Cpc.Actors.Node;
using Cpc.Actors.Outbox;
using Cpc.Actors.Peers;
using Cpc.Cryptography;
using Cpc.Exchange;
using Cpc.Governance.Audit;
using Cpc.Invoicing.Consent;
using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using Cpc.SecureMemory;

namespace Cpc.Actors.Documents;

/// <summary>
/// One document, on the side of its issuer or of its recipient. It decides with <see cref="Invoice"/>, persists, and
/// answers; whatever is shared has consent and a durable audit entry before it leaves.
/// </summary>
internal sealed partial class InvoiceActor : EntityActor
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(2);

    private readonly NodeServices _services;
    private readonly DocumentKey _key;
    private readonly DocumentDossier _dossier;
    private InvoiceState? _state;
    private ConsentRefusal? _denied;

    public InvoiceActor(NodeServices services, string entityId)
    {
        if (!DocumentKey.TryParse(entityId, out _key)) throw new ArgumentException("No document key.", nameof(entityId));
        _services = services;
        _dossier = new DocumentDossier(_key, services);
        PersistenceId = IdOf(services, _key);

        Recover<InvoiceEvent>(Apply);
        Recover<RecoveryCompleted>(_ => RemindGuards());
        Command<IssueDocument>(_ => Sender.Tell(new AlreadyIssued(Snapshot())), _ => _state is not null);
        Command<IssueDocument>(OnIssue);
        Command<AnswerDocument>(OnAnswer);
        Command<DescribeDocument>(_ => Sender.Tell(_state is null ? UnknownDocument() : Snapshot()));
        Command<OpenDocument>(_ => Sender.Tell(_state is null ? UnknownDocument() : new DocumentContent(_key, _dossier.Content)));
        Command<OpenOriginal>(_ => Sender.Tell(_state is null ? UnknownDocument() : _dossier.Original(_state.Role) ?? (object)NoOriginal()));
        Command<ShareDocument>(OnShare);
        Command<StoreReceipt>(OnReceipt);
        Command<ReceiveDocument>(OnReceive);
        Command<DecideHold>(OnDecideHold);
        Command<ClaimDecided>(_ => { });
        Command<ReceiveTimeout>(_ => Context.Parent.Tell(EntityManager.Passivate.Instance));
        SetReceiveTimeout(IdleTimeout);
    }

    public override string PersistenceId { get; }

    private ParticipantId Us => _services.Self.ToParticipant();

    public static string IdPrefix(NodeServices services) => $"document-{services.Self}-";

    public static string IdOf(NodeServices services, DocumentKey key) => IdPrefix(services) + key;

    private static Problem UnknownDocument() => new("unknown-document", "There is no such document here. 'cpc list' shows those there are.");

    private static Problem NoOriginal() => new("unknown-original",
        "The file that this document was read from is not kept: the document was made here or issued by an earlier version. Write it with 'cpc show ID --ubl'.");

    private void Apply(InvoiceEvent happened)
    {
        _state = Invoice.Apply(_state, happened);
        _dossier.Apply(happened);
    }

    private DocumentSnapshot Snapshot() => _dossier.Snapshot(_state!) with { Revision = LastSequenceNr };

    // Persists what was decided, tells the catalog, and goes on.
    private void Accept(InvoiceDecision.Accepted accepted, Action next)
    {
        var last = accepted.Events.Count;
        PersistAll(accepted.Events, happened =>
        {
            Apply(happened);
            if (--last > 0) return;
            _services.Router.Catalog.Tell(Snapshot());
            next();
        });
    }

    private void OnIssue(IssueDocument issue)
    {
        CheckConsent(issue.Recipient, issue.Content.Kind, AmountOf(issue.Content),
            _ => AskThen<Enqueued>(_services.Router.Outbox, new Enqueue(issue.Recipient, new OutboxItem(_key, null)), _ => Issue(issue),
                () => Sender.Tell(new Problem("outbox-unavailable", "The document could not be queued: the peer's queue is full or its outbox does not answer. Nothing was issued; try again."))),
            refusal => Deny(issue.Recipient, issue.Caller, refusal));
    }

    private void Issue(IssueDocument issue)
    {
        using var outgoing = OutgoingDocument.Issue(issue.Content, _services.Self, issue.Recipient, _key.Id);
        var metadata = new InvoiceMetadata(_key.Id, Us, issue.Recipient.ToParticipant(), issue.Content.Kind, new ContentHash(outgoing.Hash), outgoing.Payload.Length);
        ByteString? original = issue.Original is { } file ? _dossier.Sealing.SealOriginal(_key, file.Span) : null;
        var command = new InvoiceCommand.Issue(Us, metadata, _dossier.Sealing.Seal(_key, _key.Id, outgoing.Payload.Span), original);
        Decide(command, () => Queued(issue.Recipient));
    }

    // What was queued beforehand can be shared from now on.
    private void Queued(PeerId peer)
    {
        Sender.Tell(Snapshot());
        _services.Router.Outbox.Tell(new StartOutbox(peer));
    }

    private void OnAnswer(AnswerDocument answer)
    {
        if (_state is null)
        {
            Sender.Tell(UnknownDocument());
            return;
        }

        // Ask whether it would be legal before anything is queued.
        var issuer = _state.Metadata.Issuer.ToPeer();
        var responseId = Guid.CreateVersion7(_services.Time.GetUtcNow());
        var response = new StatusResponse
        {
            DocumentId = _key.Id,
            DocumentHash = _state.Metadata.Blake3,
            Code = answer.Code,
            Reason = answer.Reason,
            Text = answer.Text,
        };
        if (response.Check() is { } fault)
        {
            Sender.Tell(Words(fault));
            return;
        }

        using var outgoing = OutgoingDocument.Issue(response, _services.Self, issuer, responseId);
        var command = new InvoiceCommand.DecideStatus(Us, answer.Code, answer.Reason,
            responseId, new ContentHash(outgoing.Hash), _dossier.Sealing.Seal(_key, responseId, outgoing.Payload.Span));
        if (Invoice.Decide(_state, command, _services.Time.GetUtcNow()) is InvoiceDecision.Refused refused)
        {
            Sender.Tell(Words(refused));
            return;
        }

        CheckConsent(issuer, DocumentKind.Status, null, _ =>
        {
            AskThen<Enqueued>(_services.Router.Outbox, new Enqueue(issuer, new OutboxItem(_key, responseId)), _ => Decide(command, () => Queued(issuer)),
                () => Sender.Tell(new Problem("outbox-unavailable", "The answer could not be queued; nothing was decided. Try again.")));
        },
        refusal => Deny(issuer, answer.Caller, refusal));
    }

    // For commands of people: refusals are answers.
    private void Decide(InvoiceCommand command, Action next)
    {
        switch (Invoice.Decide(_state, command, _services.Time.GetUtcNow()))
        {
            case InvoiceDecision.Accepted accepted:
                Accept(accepted, next);
                break;
            case InvoiceDecision.Refused refused:
                Sender.Tell(Words(refused));
                break;
            default:
                next();
                break;
        }
    }

    private static Problem Words(StatusFault fault) => fault switch
    {
        StatusFault.ReasonMissing => new Problem("reason-missing", "UQ, CA and RE need a reason."),
        StatusFault.TextTooLong => new Problem("text-too-long", $"The text has more than {StatusResponse.MaxTextLength} characters; shorten it."),
        _ => new Problem("invalid-text", "The text holds characters that are no text; write it anew."),
    };

    private static Problem Words(InvoiceDecision.Refused refused) => new(
        refused.Reason switch
        {
            InvoiceRefusal.IllegalTransition => "illegal-transition",
            InvoiceRefusal.ReasonMissing => "reason-missing",
            InvoiceRefusal.Held => "held",
            InvoiceRefusal.NotTheRecipient or InvoiceRefusal.NotTheIssuer or InvoiceRefusal.WrongSide => "not-yours-to-do",
            _ => "refused",
        },
        refused.Message);

    private void Audit(AuditAction action, PeerId peer, string actor, ContentHash? hash, Guid? consent, byte[]? exchange, int outcome, Action next, Action failed) =>
        AskThen<AuditAppended>(_services.Router.Audit, Entry(action, peer, actor, hash, consent, exchange, outcome), _ => next(), failed);

    private AppendAudit Entry(AuditAction action, PeerId peer, string actor, ContentHash? hash, Guid? consent = null, byte[]? exchange = null, int outcome = 0) => new(new AuditFact
    {
        Action = action,
        ActorRef = _services.AuditReferences.Actor(actor),
        CounterpartyRef = _services.AuditReferences.Counterparty(peer),
        DocumentRef = _services.AuditReferences.Document(_key.Issuer, _key.Id),
        BodyHash = hash?.ToArray(),
        ConsentId = consent,
        ExchangeId = exchange,
        Outcome = outcome,
    });

    private void OnShare(ShareDocument share)
    {
        var step = share.Item.ResponseId is { } id ? _state?.Statuses.FirstOrDefault(s => s.ResponseDocumentId == id) : null;
        if (_state is null || (share.Item.ResponseId is not null && step is null))
        {
            Sender.Tell(new ShareOutcome.Void(share.ExchangeId));
            return;
        }

        CheckConsent(share.Peer, step is null ? _state.Metadata.DocKind : DocumentKind.Status,
            step is null ? AmountOf(_dossier.Content) : null,
            consent => Share(share, step, consent),
            refusal => DenyShare(share, refusal));
    }

    // The outbox asks again and again: one entry says it, until the reason is another.
    private void DenyShare(ShareDocument share, ConsentRefusal refusal)
    {
        var denied = new ShareOutcome.Denied(share.ExchangeId, ConsentWords(share.Peer, refusal));
        if (_denied == refusal)
        {
            Sender.Tell(denied);
            return;
        }

        _denied = refusal;
        Audit(AuditAction.SharingDenied, share.Peer, "node", null, null, share.ExchangeId, (int)refusal + 1, () => Sender.Tell(denied), () => Sender.Tell(denied));
    }

    private void Share(ShareDocument share, StatusStep? step, Guid consent)
    {
        _denied = null;
        var exchange = new ExchangeId(share.ExchangeId);
        InvoiceCommand command = step is null
            ? new InvoiceCommand.StartShare(Us, exchange, consent)
            : new InvoiceCommand.StartStatusShare(Us, step.ResponseDocumentId, exchange, consent);
        var hash = step?.Blake3 ?? _state!.Metadata.Blake3;
        switch (Invoice.Decide(_state, command, _services.Time.GetUtcNow()))
        {
            case InvoiceDecision.Accepted accepted:
                // Opened before anything is recorded: what can't be sent is no sharing.
                var payload = Open(share);
                // The entry first: a crash in between leaves an attempt on record, never a document called sent without one.
                Audit(AuditAction.DocumentShared, share.Peer, "node", hash, consent, share.ExchangeId, 0,
                    () => Accept(accepted, () => Leave(share, payload, hash)),
                    () =>
                    {
                        payload.Dispose();
                        Sender.Tell(new ShareOutcome.Denied(share.ExchangeId, "the audit log does not answer; nothing is shared without an entry."));
                    });
                break;
            case InvoiceDecision.Refused refused:
                Log.Info("Nothing to share: {0}", refused.Reason);
                Sender.Tell(new ShareOutcome.Void(share.ExchangeId));
                break;
            default:
                Sender.Tell(new ShareOutcome.Void(share.ExchangeId));
                break;
        }
    }

    private SecureData Open(ShareDocument share)
    {
        var id = share.Item.ResponseId ?? _key.Id;
        return _dossier.Sealing.Open(_key, id, _dossier.SealedContentOf(id));
    }

    private void Leave(ShareDocument share, SecureData payload, ContentHash hash)
    {
        share.Session.Tell(new SessionCommand.SendDocument(payload, hash.ToArray()));
        Sender.Tell(new ShareOutcome.Started(share.ExchangeId));
    }
}
