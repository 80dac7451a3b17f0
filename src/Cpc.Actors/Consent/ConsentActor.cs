using Akka.Actor;
using Cpc.Actors.Api;
using Cpc.Actors.Audit;
using Cpc.Actors.Node;
using Cpc.Actors.Outbox;
using Cpc.Exchange;
using Cpc.Governance.Audit;
using Cpc.Invoicing.Consent;

namespace Cpc.Actors.Consent;

/// <summary>All consents of the node, event-sourced; the one place that says whether a document may be shared.</summary>
internal sealed class ConsentActor : EntityActor
{
    private readonly NodeServices _services;
    private ConsentState _state = ConsentState.Empty;

    public ConsentActor(NodeServices services)
    {
        _services = services;
        PersistenceId = $"consent-{services.Self}";
        Recover<ConsentEvent>(e => _state = _state.Apply(e));
        Command<CheckConsent>(OnCheck);
        Command<GrantConsent>(OnGrant);
        Command<RevokeConsent>(OnRevoke);
        Command<ListConsents>(_ => Sender.Tell(_state.Records.Values.OrderByDescending(r => r.GrantedAt).ThenBy(r => r.ConsentId).ToList()));
    }

    public override string PersistenceId { get; }

    private void OnCheck(CheckConsent check)
    {
        var result = _state.Check(check.Counterparty.ToParticipant(), ConsentPurpose.Exchange, check.Kind, _services.Time.GetUtcNow(), check.Amount);
        if (result is ConsentCheck.Refused refused) _services.Counters.Count("consent", refused.Reason);
        Sender.Tell(result);
    }

    private void OnGrant(GrantConsent grant) => Decide(
        new ConsentCommand.Grant(Guid.CreateVersion7(_services.Time.GetUtcNow()), grant.Counterparty.ToParticipant(),
            ConsentPurpose.Exchange, grant.Kinds, grant.Basis, grant.Caller.Name, grant.ValidUntil, grant.MaxAmount, grant.MaxAmountCurrency),
        grant.Caller, AuditAction.ConsentGranted);

    private void OnRevoke(RevokeConsent revoke) =>
        Decide(new ConsentCommand.Revoke(revoke.ConsentId, revoke.Reason), revoke.Caller, AuditAction.ConsentRevoked);

    private void Decide(ConsentCommand command, Caller caller, AuditAction action)
    {
        switch (_state.Decide(command, _services.Time.GetUtcNow()))
        {
            case ConsentDecision.Refused refused:
                Sender.Tell(new Problem(refused.Reason == ConsentRefusal.UnknownConsent ? "unknown-consent" : "consent-refused", refused.Message));
                break;
            case ConsentDecision.Accepted { Event: ConsentEvent.Granted granted }:
                // The entry first: nothing is shared on a consent that is not on record.
                Record(granted.Record, caller, action,
                    () => Store(granted, granted.Record.ConsentId),
                    "The audit log does not answer; nothing was granted. Look at the node's log.");
                break;
            case ConsentDecision.Accepted { Event: ConsentEvent.Revoked revoked }:
                // The end of sharing first: it holds, whatever the audit log does.
                Persist(revoked, e =>
                {
                    _state = _state.Apply(e);
                    Record(_state.Records[e.ConsentId], caller, action,
                        () => Answer(e.ConsentId),
                        "The consent is revoked, but the audit log does not answer. Look at the node's log.");
                });
                break;
        }
    }

    private void Store(ConsentEvent happened, Guid consentId) => Persist(happened, e =>
    {
        _state = _state.Apply(e);
        Answer(consentId);
    });

    private void Answer(Guid consentId)
    {
        var record = _state.Records[consentId];
        Sender.Tell(record);
        _services.Router.Outbox.Tell(new ConsentChanged(record.Counterparty.ToPeer()));
    }

    private void Record(ConsentRecord record, Caller caller, AuditAction action, Action next, string failed)
    {
        var fact = new AuditFact
        {
            Action = action,
            ActorRef = _services.AuditReferences.Actor(caller.Name),
            CounterpartyRef = _services.AuditReferences.Counterparty(record.Counterparty.ToPeer()),
            ConsentId = record.ConsentId,
        };
        AskThen<AuditAppended>(_services.Router.Audit, new AppendAudit(fact), _ => next(), () => Sender.Tell(new Problem("audit-unavailable", failed)));
    }
}
