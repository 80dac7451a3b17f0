using Cpc.Invoicing.Model;
using static Cpc.Invoicing.Lifecycle.InvoiceCommand;
using static Cpc.Invoicing.Lifecycle.InvoiceEvent;

namespace Cpc.Invoicing.Lifecycle;

/// <summary>
/// The life of an invoice or credit note as pure code: commands → events → state. One family of events has two
/// projections, the issuer's and the recipient's; each node holds its own.
/// </summary>
public static class Invoice
{
    /// <summary>Decides a command. Never throws for what a peer or a person asks.</summary>
    /// <param name="state">The state, or null where this node has no such document.</param>
    public static InvoiceDecision Decide(InvoiceState? state, InvoiceCommand command, DateTimeOffset now) => (command, state) switch
    {
        (Issue issue, _) => IssuerDecisions.Issue(state, issue, now),
        (Receive receive, _) => RecipientDecisions.Receive(state, receive, now),
        (_, null) => Refuse(InvoiceRefusal.UnknownDocument, "There is no such document here: issue or receive it first."),
        (StartShare start, _) => IssuerDecisions.StartShare(state, start, now),
        (RecordReceipt receipt, _) => IssuerDecisions.RecordReceipt(state, receipt, now),
        (RecordRefusal refusal, _) => IssuerDecisions.RecordRefusal(state, refusal, now),
        (ReceiveStatus status, _) => IssuerDecisions.ReceiveStatus(state, status, now),
        (DecideStatus decide, _) => RecipientDecisions.DecideStatus(state, decide, now),
        (DecideHold decide, _) => RecipientDecisions.DecideHold(state, decide, now),
        (StartStatusShare start, _) => RecipientDecisions.StartStatusShare(state, start, now),
        (RecordStatusReceipt receipt, _) => RecipientDecisions.RecordStatusReceipt(state, receipt, now),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    /// <summary>Folds an event that <see cref="Decide"/> made into the state.</summary>
    /// <exception cref="InvalidOperationException">The first event is not an issue or a receipt: the journal is not a document's.</exception>
    public static InvoiceState Apply(InvoiceState? state, InvoiceEvent happened) => (happened, state) switch
    {
        (InvoiceIssued issued, _) => new InvoiceState { Metadata = issued.Metadata, Role = InvoiceRole.Issuer, Phase = InvoicePhase.Issued },
        (InvoiceReceived received, _) => new InvoiceState
        {
            Metadata = received.Metadata,
            Role = InvoiceRole.Recipient,
            Phase = InvoicePhase.Received,
            Receipt = received.Receipt,
        },
        (ConcernsRaised raised, not null) => state with { Concerns = raised.Concerns },
        (HoldDecided decided, not null) => state with { Approved = decided.Approved },
        (_, null) => throw new InvalidOperationException($"{happened.GetType().Name} can't be a document's first event."),
        (OriginalKept, _) => state,
        (ShareStarted started, _) => state with { Phase = InvoicePhase.Sent, Attempts = state.Attempts.Add(started.ExchangeId) },
        // An answer can overtake the receipt; it then keeps its phase.
        (ReceiptReceived receipt, _) => state with
        {
            Phase = state.Phase == InvoicePhase.Sent ? InvoicePhase.Delivered : state.Phase,
            Receipt = receipt.Receipt,
        },
        (DeliveryRefused refused, _) => state with { Phase = InvoicePhase.Refused, Receipt = refused.Receipt },
        (StatusDecided decided, _) => WithStatus(state, new StatusStep(decided.Code, decided.Reason, decided.ResponseDocumentId, decided.Blake3)),
        (StatusReceived received, _) => WithStatus(state, new StatusStep(received.Code, received.Reason, received.ResponseDocumentId, received.Blake3, default, received.Receipt)),
        (StatusShareStarted started, _) => WithStep(state, started.ResponseDocumentId, step => step with { Attempts = step.Attempts.Add(started.ExchangeId) }),
        (StatusReceiptReceived receipt, _) => WithStep(state, receipt.ResponseDocumentId, step => step with { Receipt = receipt.Receipt }),
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };

    internal static InvoiceDecision Refuse(InvoiceRefusal reason, string message) => new InvoiceDecision.Refused(reason, message);

    internal static InvoiceDecision Accept(params InvoiceEvent[] happened) => new InvoiceDecision.Accepted([.. happened]);

    /// <summary>Says what the phase would allow instead.</summary>
    internal static InvoiceDecision Illegal(InvoiceState state, string what)
    {
        var next = StatusFlow.Next(state.LastStatus?.Code, state.LastStatus?.Reason).Select(code => code.Code()).ToList();
        var legal = state switch
        {
            { Role: InvoiceRole.Issuer, Phase: InvoicePhase.Issued } => "sending it",
            { Role: InvoiceRole.Issuer, Phase: InvoicePhase.Sent } => "sending it again, or the receipt or an answer of the recipient",
            { Phase: InvoicePhase.Refused } => "nothing: the recipient refused it; correct it and issue it anew",
            _ when next.Count == 0 => "nothing: this is final, correct it with a credit note",
            { Role: InvoiceRole.Issuer } => "an answer of the recipient: " + string.Join(", ", next),
            _ => "answering " + string.Join(", ", next),
        };
        return Refuse(InvoiceRefusal.IllegalTransition, $"{what} is not possible in the phase {state.Phase}. Possible: {legal}.");
    }

    private static InvoiceState WithStatus(InvoiceState state, StatusStep step) =>
        state with { Phase = StatusFlow.Phase(step.Code, step.Reason), Statuses = state.Statuses.Add(step) };

    private static InvoiceState WithStep(InvoiceState state, Guid responseDocumentId, Func<StatusStep, StatusStep> change) =>
        state with { Statuses = state.Statuses.Select(step => step.ResponseDocumentId == responseDocumentId ? change(step) : step).ToValueList() };
}
