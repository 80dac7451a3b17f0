using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Cpc.Actors.Node;
using Cpc.Governance.Audit;

namespace Cpc.Actors.Audit;

/// <summary>
/// The node's one audit chain. An entry is answered when it is durable; what arrives while others are written follows
/// them in one commit. A chain found broken at the start takes no further entry, so that nothing is shared without a
/// record (fail closed).
/// </summary>
internal sealed class AuditActor : ReceivePersistentActor
{
    private readonly NodeServices _services;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    // Ends with the last durable entry, and with the last that is on its way there.
    private AuditChain _chain;
    private AuditChain _next;
    private bool _broken;

    public AuditActor(NodeServices services)
    {
        _services = services;
        _chain = _next = AuditChain.Empty(services.Self);
        PersistenceId = IdOf(services);
        Recover<AuditRecorded>(Replay);
        Command<AppendAudit>(Append);
        Command<GetAuditHead>(_ => Sender.Tell(_chain));
    }

    public override string PersistenceId { get; }

    public static string IdOf(NodeServices services) => $"audit-{services.Self}";

    private void Replay(AuditRecorded recorded)
    {
        if (_broken) return;
        var next = _chain.TryFollow(recorded.Entry, out var fault);
        if (next is not null)
        {
            _chain = _next = next;
            return;
        }

        _broken = true;
        _services.Counters.Count("audit", fault);
        _log.Error("The audit chain is broken after entry {0} ({1}). Nothing will be shared; run 'cpc audit verify'.", _chain.Count, fault);
    }

    // What follows a refused entry would not follow the chain.
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        Context.Stop(Self);
    }

    private void Append(AppendAudit append)
    {
        // No answer: whoever needs the entry does not go on without it.
        if (_broken) return;
        var entry = _next.Next(append.Fact, _services.Time.GetUtcNow());
        var followed = _next.TryFollow(entry, out var fault)
            ?? throw new InvalidOperationException($"The audit chain's own next entry does not follow ({fault}).");
        _next = followed;
        // A failed write stops this actor, and what was on its way with it: the journal says where the chain ends.
        PersistAsync(new AuditRecorded(entry.Encode()), _ =>
        {
            _chain = followed;
            Sender.Tell(new AuditAppended(entry.Sequence));
        });
    }
}
