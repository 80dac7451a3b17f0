using Akka.Actor;
using Cpc.Actors.Api;
using Cpc.Actors.Audit;
using Cpc.Actors.Node;
using Cpc.Governance.Audit;
using Cpc.Invoicing.Access;

namespace Cpc.Actors.Access;

/// <summary>The roles of all local users, event-sourced; the one place that says who may do what.</summary>
internal sealed class AccessActor : EntityActor
{
    private readonly NodeServices _services;
    private AccessState _state = AccessState.Empty;

    public AccessActor(NodeServices services)
    {
        _services = services;
        PersistenceId = $"access-{services.Self}";
        Recover<AccessEvent>(e => _state = _state.Apply(e));
        Command<CheckAccess>(check => Answer(check.Request.User, _state.Check(check.Request, _services.Time.GetUtcNow())));
        Command<CheckEntry>(OnEntry);
        Command<GrantAccess>(grant => Change(_state.Grant(grant.Grant, grant.Caller.Name, _services.Time.GetUtcNow()), grant.Grant.GrantId, grant.Caller));
        Command<RevokeAccess>(revoke => Change(_state.Revoke(revoke.GrantId, revoke.Caller.Name, _services.Time.GetUtcNow()), revoke.GrantId, revoke.Caller));
        Command<ListAccess>(_ => Sender.Tell(_state.Grants.Values.OrderByDescending(g => g.ValidFrom).ThenBy(g => g.GrantId).ToList()));
    }

    public override string PersistenceId { get; }

    private void OnEntry(CheckEntry check) => Answer(check.User, _state.HasRole(check.User, _services.Time.GetUtcNow())
        ? new AccessDecision.Allowed(Guid.Empty)
        : new AccessDecision.Denied(AccessDenial.NoGrant, "You have no role on this node: ask its owner for one."));

    // A denial is on record before it is told; it holds, whatever the audit log does.
    private void Answer(string user, AccessDecision decision)
    {
        if (decision is not AccessDecision.Denied denied)
        {
            Sender.Tell(decision);
            return;
        }

        _services.Counters.Count("access", denied.Reason);
        Record(AuditAction.AccessDenied, user, (int)denied.Reason + 1, () => Sender.Tell(denied), () => Sender.Tell(denied));
    }

    private void Change(AccessChange change, Guid grantId, Caller caller)
    {
        switch (change)
        {
            case AccessChange.Refused refused:
                Sender.Tell(new Problem(refused.Reason == AccessRefusal.UnknownGrant ? "unknown-role" : "role-refused", refused.Message));
                break;
            case AccessChange.Accepted { Happened: AccessEvent.Granted granted }:
                // The entry first: nobody has a role that is not on record.
                Record(AuditAction.AccessGranted, caller.Name, 0,
                    () => Store(granted, () => Sender.Tell(_state.Grants[grantId])),
                    () => Sender.Tell(new Problem("audit-unavailable", "The audit log does not answer; nothing was granted. Look at the node's log.")));
                break;
            case AccessChange.Accepted { Happened: AccessEvent.Revoked revoked }:
                // The end first: it holds, whatever the audit log does.
                Store(revoked, () => Record(AuditAction.AccessRevoked, caller.Name, 0,
                    () => Sender.Tell(_state.Grants[grantId]),
                    () => Sender.Tell(new Problem("audit-unavailable", "The role is revoked, but the audit log does not answer. Look at the node's log."))));
                break;
        }
    }

    private void Store(AccessEvent happened, Action next) => Persist(happened, e =>
    {
        _state = _state.Apply(e);
        next();
    });

    // No counterparty is concerned: it is the node itself.
    private void Record(AuditAction action, string user, int outcome, Action next, Action failed) =>
        AskThen<AuditAppended>(_services.Router.Audit, new AppendAudit(new AuditFact
        {
            Action = action,
            ActorRef = _services.AuditReferences.Actor(user),
            CounterpartyRef = _services.AuditReferences.Counterparty(_services.Self),
            Outcome = outcome,
        }), _ => next(), failed);
}
