using Akka.Actor;
using Akka.Event;
using Cpc.Actors.Api;
using Cpc.Actors.Audit;
using Cpc.Actors.Guards;
using Cpc.Cryptography;
using Cpc.Governance.Audit;
using Cpc.Invoicing.Guards;
using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;

namespace Cpc.Actors.Documents;

/// <summary>What the guards say of a document that arrives, and what people decide about it.</summary>
internal sealed partial class InvoiceActor
{
    // The entry and the claim first, side by side: a crash in between leaves both, and the same document again is given
    // the same verdict. The receipt says nothing of it: whoever may be forging must not learn what is known here.
    private void Admit(InvoiceCommand.Receive arrived, InvoiceDocument invoice, PeerId sender) => AskThen<InvoiceClaimed, AuditAppended>(
        (_services.Router.Guards, new ClaimInvoice(arrived.By, invoice, arrived.Metadata.Blake3)),
        (_services.Router.Audit, Entry(AuditAction.DocumentReceived, sender, "node", arrived.Metadata.Blake3, exchange: arrived.ExchangeId.ToArray())),
        (claimed, _) =>
        {
            Alert(claimed.Concerns);
            if (Invoice.Decide(_state, arrived with { Concerns = claimed.Concerns }, _services.Time.GetUtcNow()) is InvoiceDecision.Accepted accepted)
                Accept(accepted, () => Sender.Tell(new DocumentProcessed(arrived.Receipt.ToArray())));
        },
        () => Sender.Tell(DocumentNotProcessed.Instance));

    private void Alert(ValueList<Concern> concerns)
    {
        foreach (var concern in concerns)
        {
            _services.Counters.Count("invoice", concern);
            Log.Warning("Document {0} of peer {1} is suspicious ({2}). 'cpc hold list' shows it.", _key.Id, _key.Issuer.ToShortString(), concern);
        }
    }

    private void OnDecideHold(DecideHold decide)
    {
        if (_state is null)
        {
            Sender.Tell(UnknownDocument());
            return;
        }

        var command = new InvoiceCommand.DecideHold(Us, decide.Approve, decide.Caller.Name);
        switch (Invoice.Decide(_state, command, _services.Time.GetUtcNow()))
        {
            case InvoiceDecision.Accepted accepted:
                // The entry first, the guards last: what is reported as not decided has changed nothing, and what the
                // guards have not learned in a crash they are told again; until then they hold once more.
                Audit(decide.Approve ? AuditAction.HoldApproved : AuditAction.HoldRejected, _key.Issuer, decide.Caller.Name, _state.Metadata.Blake3, null, null, 0,
                    () => Accept(accepted, AnswerDecided),
                    () => Sender.Tell(new Problem("audit-unavailable", "The audit log does not answer; nothing was decided. Try again, and look at the node's log.")));
                break;
            case InvoiceDecision.Refused refused:
                Sender.Tell(Words(refused));
                break;
            default:
                AnswerDecided();
                break;
        }
    }

    // It is decided, whether or not the guards answer.
    private void AnswerDecided() =>
        AskThen<ClaimDecided>(_services.Router.Guards, Decided(_state!.Approved!.Value), _ => Sender.Tell(Snapshot()), () => Sender.Tell(Snapshot()));

    // Again and again is harmless: the guards decide once.
    private void RemindGuards()
    {
        if (_state?.Approved is { } approved) _services.Router.Guards.Tell(Decided(approved));
    }

    private DecideClaim Decided(bool approved) => new(_state!.Metadata.Blake3, approved);
}
