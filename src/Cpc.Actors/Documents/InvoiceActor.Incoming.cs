using Akka.Actor;
using Cpc.Actors.Outbox;
using Cpc.Exchange;
using Cpc.Governance.Audit;
using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;

namespace Cpc.Actors.Documents;

/// <summary>What comes from the peer: receipts for what we sent, documents, answers.</summary>
internal sealed partial class InvoiceActor
{
    private void OnReceipt(StoreReceipt store)
    {
        var receipt = store.Receipt;
        var id = store.Item.ResponseId ?? _key.Id;
        var hash = store.Item.ResponseId is null ? _state?.Metadata.Blake3 : _state?.Statuses.FirstOrDefault(s => s.ResponseDocumentId == id)?.Blake3;
        if (hash is null || !receipt.IsAbout(_services.Self, store.Peer, id, hash.Value.ToArray()))
        {
            _services.Counters.Count("exchange", "InvalidReceipt");
            Sender.Tell(new ReceiptStored(store.ExchangeId, null));
            return;
        }

        var by = store.Peer.ToParticipant();
        var exchange = new ExchangeId(store.ExchangeId);
        var bytes = new ByteString(receipt.Encode());
        var processed = receipt.Outcome == ReceiptOutcome.Processed;
        InvoiceCommand command = store.Item.ResponseId is { } response ? new InvoiceCommand.RecordStatusReceipt(by, response, exchange, bytes)
            : processed ? new InvoiceCommand.RecordReceipt(by, exchange, bytes)
            : new InvoiceCommand.RecordRefusal(by, exchange, (int)receipt.Outcome, bytes);
        var stored = new ReceiptStored(store.ExchangeId, processed ? OutboxOutcome.Delivered : OutboxOutcome.Refused);
        switch (Invoice.Decide(_state, command, _services.Time.GetUtcNow()))
        {
            case InvoiceDecision.Accepted accepted:
                Accept(accepted, () => Audit(AuditAction.ReceiptReceived, store.Peer, "node", hash, null, store.ExchangeId, (int)receipt.Outcome,
                    () => Sender.Tell(stored), () => Sender.Tell(stored)));
                break;
            case InvoiceDecision.Duplicate duplicate:
                // The first receipt counts, whatever a second one says.
                var first = duplicate.Receipt is { } kept ? Exchange.Receipt.TryDecode(kept.Memory) : null;
                Sender.Tell(stored with { Outcome = (first ?? receipt).Outcome == ReceiptOutcome.Processed ? OutboxOutcome.Delivered : OutboxOutcome.Refused });
                break;
            case InvoiceDecision.Refused refused:
                _services.Counters.Count("exchange", refused.Reason);
                Sender.Tell(new ReceiptStored(store.ExchangeId, null));
                break;
        }
    }

    private void OnReceive(ReceiveDocument receive)
    {
        using var document = receive.Document;
        var envelope = document.Envelope;
        var by = document.Sender.ToParticipant();
        var hash = new ContentHash(document.Hash);
        var receipt = Receipt(document, ReceiptOutcome.Processed);
        InvoiceCommand command;
        if (envelope.Content is StatusResponse status)
        {
            if (status.Check() is not null)
            {
                Refuse(document, ReceiptOutcome.Invalid);
                return;
            }

            command = new InvoiceCommand.ReceiveStatus(by, status.Code, status.Reason, envelope.DocumentId, status.DocumentHash, hash,
                _dossier.Sealing.Seal(_key, envelope.DocumentId, document.Payload.Span), receipt);
        }
        else
        {
            if (envelope.Content is not InvoiceDocument invoice || RuleBook.Check(invoice).Any(f => f.Severity == Severity.Error))
            {
                Refuse(document, ReceiptOutcome.Invalid);
                return;
            }

            var metadata = new InvoiceMetadata(envelope.DocumentId, by, Us, envelope.Kind, hash, document.Payload.Length);
            command = new InvoiceCommand.Receive(by, Us, metadata, _dossier.Sealing.Seal(_key, envelope.DocumentId, document.Payload.Span), new ExchangeId(receive.ExchangeId), receipt);
        }

        switch (Invoice.Decide(_state, command, _services.Time.GetUtcNow()))
        {
            case InvoiceDecision.Accepted when command is InvoiceCommand.Receive arrived:
                Admit(arrived, (InvoiceDocument)envelope.Content, document.Sender);
                break;
            case InvoiceDecision.Accepted accepted:
                // The entry first: a crash in between leaves an attempt on record, never a document without one.
                Audit(AuditAction.DocumentReceived, document.Sender, "node", hash, null, receive.ExchangeId, 0,
                    () => Accept(accepted, () => Sender.Tell(new DocumentProcessed(receipt.ToArray()))),
                    () => Sender.Tell(DocumentNotProcessed.Instance));
                break;
            case InvoiceDecision.Duplicate duplicate:
                _services.Counters.Count("document", "Duplicate");
                Sender.Tell(new DocumentProcessed((duplicate.Receipt ?? receipt).ToArray()));
                break;
            case InvoiceDecision.Refused refused:
                _services.Counters.Count("document", refused.Reason);
                Sender.Tell(new DocumentProcessed(Receipt(document,
                    refused.Reason == InvoiceRefusal.Conflict ? ReceiptOutcome.Conflict : ReceiptOutcome.NotApplicable).ToArray()));
                break;
        }
    }

    private void Refuse(IncomingDocument document, ReceiptOutcome outcome)
    {
        _services.Counters.Count("document", outcome);
        Sender.Tell(new DocumentProcessed(Receipt(document, outcome).ToArray()));
    }

    private ByteString Receipt(IncomingDocument document, ReceiptOutcome outcome) => new(new Receipt
    {
        Sender = document.Sender,
        Receiver = _services.Self,
        DocumentId = document.Envelope.DocumentId,
        Hash = document.Hash,
        Outcome = outcome,
        Time = _services.Time.GetUtcNow(),
    }.SignedBy(_services.Identity).Encode());
}
