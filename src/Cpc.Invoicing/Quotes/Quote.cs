using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using static Cpc.Invoicing.Quotes.QuoteCommand;
using static Cpc.Invoicing.Quotes.QuoteEvent;

namespace Cpc.Invoicing.Quotes;

/// <summary>
/// The life of a quote as pure code: commands → events → state. One family of events has two projections, the issuer's
/// and the recipient's; each node holds its own.
/// </summary>
public static class Quote
{
    /// <summary>Decides a command. Never throws for what a peer or a person asks.</summary>
    /// <param name="state">The state, or null where this node has no such quote.</param>
    public static QuoteDecision Decide(QuoteState? state, QuoteCommand command, DateTimeOffset now) => (command, state) switch
    {
        (Draft draft, _) => QuoteIssuerDecisions.Draft(state, draft, now),
        (Receive receive, _) => QuoteAnswerDecisions.Receive(state, receive, now),
        (_, null) => Refuse(QuoteRefusal.UnknownQuote, "There is no such quote here: draft or receive it first."),
        (Discard discard, _) => QuoteIssuerDecisions.Discard(state, discard, now),
        (Issue issue, _) => QuoteIssuerDecisions.Issue(state, issue, now),
        (Revise revise, _) => QuoteIssuerDecisions.Revise(state, revise, now),
        (StartShare start, _) => QuoteIssuerDecisions.StartShare(state, start, now),
        (RecordReceipt receipt, _) => QuoteIssuerDecisions.RecordReceipt(state, receipt, now),
        (RecordInvoice invoice, _) => QuoteIssuerDecisions.RecordInvoice(state, invoice, now),
        (Answer answer, _) => QuoteAnswerDecisions.Answer(state, answer, now),
        (ReceiveAnswer answer, _) => QuoteAnswerDecisions.ReceiveAnswer(state, answer, now),
        (Expire expire, _) => QuoteAnswerDecisions.Expire(state, expire, now),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    /// <summary>Folds an event that <see cref="Decide"/> made into the state.</summary>
    /// <exception cref="InvalidOperationException">The first event is not a draft or a receipt: the journal is not a quote's.</exception>
    public static QuoteState Apply(QuoteState? state, QuoteEvent happened) => (happened, state) switch
    {
        (QuoteDrafted drafted, _) => new QuoteState { Offer = drafted.Offer, Role = InvoiceRole.Issuer, Phase = QuotePhase.Draft },
        (QuoteReceived received, null) => new QuoteState { Offer = received.Offer, Role = InvoiceRole.Recipient, Phase = QuotePhase.Received, Receipt = received.Receipt },
        (_, null) => throw new InvalidOperationException($"{happened.GetType().Name} can't be a quote's first event."),
        (QuoteReceived received, _) => state with { Offer = received.Offer, Phase = QuotePhase.Received, Receipt = received.Receipt },
        (QuoteDiscarded, _) => state with { Phase = QuotePhase.Discarded },
        (QuoteIssued, _) => state with { Phase = QuotePhase.Issued },
        (QuoteRevised revised, _) => state with { Offer = revised.Offer, Phase = QuotePhase.Issued, Receipt = null },
        (ShareStarted started, _) => state with { Phase = QuotePhase.Sent, Attempts = state.Attempts.Add(started.ExchangeId) },
        // An answer can overtake the receipt; it then keeps its phase.
        (ReceiptReceived receipt, _) => state with { Phase = state.Phase == QuotePhase.Sent ? QuotePhase.Delivered : state.Phase, Receipt = receipt.Receipt },
        (AnswerDecided a, _) => Answered(state, new QuoteStep(a.Says, a.ResponseDocumentId, a.Blake3, null)),
        (AnswerReceived a, _) => Answered(state, new QuoteStep(a.Says, a.ResponseDocumentId, a.Blake3, a.Receipt)),
        (QuoteExpired, _) => state with { Phase = QuotePhase.Expired },
        (QuoteInvoiced invoiced, _) => state with { Phase = QuotePhase.Invoiced, Invoices = state.Invoices.Add(invoiced.Invoice) },
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };

    internal static QuoteDecision Refuse(QuoteRefusal reason, string message) => new QuoteDecision.Refused(reason, message);

    internal static QuoteDecision Accept(QuoteEvent happened) => new QuoteDecision.Accepted(happened);

    internal static QuoteDecision WrongSide() => Refuse(QuoteRefusal.WrongSide, "This is for the other side of the quote to do.");

    /// <summary>Says what the phase would allow instead.</summary>
    internal static QuoteDecision Illegal(QuoteState state, string what) =>
        Refuse(QuoteRefusal.IllegalTransition, $"{what} is not possible in the phase {state.Phase}. Possible: {Possible(state)}.");

    private static string Possible(QuoteState state) => (state.Role, state.Phase) switch
    {
        (_, QuotePhase.Draft) => "changing, discarding or issuing the draft",
        (_, QuotePhase.Issued) => "sending or withdrawing it",
        (_, QuotePhase.Sent) => "sending it again, withdrawing it, or the receipt or an answer of the recipient",
        (_, QuotePhase.Delivered) => "withdrawing it, or an answer of the recipient",
        (_, QuotePhase.Received) => "accepting, declining or countering it, or its withdrawal by the issuer",
        (InvoiceRole.Issuer, QuotePhase.Countered) => "a new revision, or withdrawing it",
        (_, QuotePhase.Countered) => "a new revision or the withdrawal by the issuer, or declining it",
        (InvoiceRole.Issuer, QuotePhase.Accepted or QuotePhase.Invoiced) => "invoices up to the quote's total",
        (_, QuotePhase.Accepted or QuotePhase.Invoiced) => "nothing: it is accepted, and the issuer sends invoices",
        _ => "nothing: this is final, make a new quote",
    };

    private static QuoteState Answered(QuoteState state, QuoteStep step) => state with
    {
        Answers = state.Answers.Add(step),
        Phase = step.Says switch
        {
            QuoteAnswer.Accepted => QuotePhase.Accepted,
            QuoteAnswer.Declined => QuotePhase.Declined,
            QuoteAnswer.Countered => QuotePhase.Countered,
            _ => QuotePhase.Withdrawn,
        },
    };
}
