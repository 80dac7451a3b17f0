using Akka.Actor;
using Akka.Persistence;
using Cpc.Actors.Node;
using Cpc.Invoicing.Guards;

namespace Cpc.Actors.Guards;

/// <summary>
/// The guards over all invoices that arrive, event-sourced. It decides on what it has seen, answers when that is
/// durable, and does not wait for the disk in between: a failure to store stops it, and it starts from what is stored.
/// </summary>
internal sealed class GuardActor : ReceivePersistentActor
{
    private readonly NodeServices _services;
    private GuardState _state = GuardState.Empty;

    public GuardActor(NodeServices services)
    {
        _services = services;
        PersistenceId = $"guards-{services.Self}";
        Recover<GuardEvent>(e => _state = _state.Apply(e));
        Command<ClaimInvoice>(OnClaim);
        Command<DecideClaim>(OnDecide);
    }

    public override string PersistenceId { get; }

    // The state is ahead of the journal by what was refused: it starts from what is stored.
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        Context.Stop(Self);
    }

    private void OnClaim(ClaimInvoice claim)
    {
        var claimed = _state.Claim(claim.Sender, claim.Document, claim.Hash, _services.Time.GetUtcNow());
        var answer = new InvoiceClaimed(claimed?.Concerns ?? _state.ConcernsOf(claim.Hash));
        Store(claimed, answer);
    }

    private void OnDecide(DecideClaim decide) => Store(_state.Decide(decide.Hash, decide.Approve, _services.Time.GetUtcNow()), ClaimDecided.Instance);

    private void Store(GuardEvent? happened, object answer)
    {
        var sender = Sender;
        if (happened is null)
        {
            // It may rest on an event that is still on its way to the disk: answered after it.
            DeferAsync(answer, durable => sender.Tell(durable));
            return;
        }

        _state = _state.Apply(happened);
        PersistAsync(happened, _ => sender.Tell(answer));
    }
}
