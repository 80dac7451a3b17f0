using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using static Cpc.Invoicing.Quotes.QuoteCommand;
using static Cpc.Invoicing.Quotes.QuoteEvent;

namespace Cpc.Invoicing.Quotes;

/// <summary>Receiving an offer, answering it, its end: the rest of <see cref="Quote.Decide"/>.</summary>
internal static class QuoteAnswerDecisions
{
    public static QuoteDecision Receive(QuoteState? state, Receive command, DateTimeOffset now)
    {
        var offer = command.Offer;
        if (command.By != offer.Issuer) return Quote.Refuse(QuoteRefusal.NotTheIssuer, "A quote comes from its issuer.");
        if (command.Self != offer.Recipient) return Quote.Refuse(QuoteRefusal.NotTheRecipient, "The quote is not addressed to this node.");
        if (offer.Issuer == offer.Recipient || offer.Revision < 1 || offer.Total < 0)
            return Quote.Refuse(QuoteRefusal.BadOffer, "A quote goes from one participant to another, and its total is not negative.");
        // A revision can be the first that arrives: the earlier one may have been lost with its outbox.
        if (state is null) return Take(command, now);
        if (state.Role != InvoiceRole.Recipient) return Quote.WrongSide();
        if (offer.Revision == state.Offer.Revision)
        {
            return offer.Hash == state.Offer.Hash
                ? new QuoteDecision.Duplicate(state.Receipt)
                : Quote.Refuse(QuoteRefusal.Conflict, "This revision is here already with other content.");
        }

        if (state.Phase != QuotePhase.Countered) return Quote.Illegal(state, "A new revision");
        return QuoteIssuerDecisions.IsNext(state.Offer, offer)
            ? Take(command, now)
            : Quote.Refuse(QuoteRefusal.BadOffer, "The revision is not the next one of this quote.");
    }

    public static QuoteDecision Answer(QuoteState state, Answer command, DateTimeOffset now)
    {
        if (Owner(state, command.Says, command.By) is { } refused) return refused;
        if (state.Role != RoleOf(command.Says)) return Quote.WrongSide();
        if (Known(state, command.ResponseDocumentId, command.Blake3) is { } known) return known;
        return Check(state, command.Says, now)
            ?? Quote.Accept(new AnswerDecided(command.Says, command.ResponseDocumentId, command.Blake3, command.SealedContent, now));
    }

    public static QuoteDecision ReceiveAnswer(QuoteState state, ReceiveAnswer command, DateTimeOffset now)
    {
        if (Owner(state, command.Says, command.By) is { } refused) return refused;
        if (state.Role == RoleOf(command.Says)) return Quote.WrongSide();
        if (Known(state, command.ResponseDocumentId, command.Blake3) is { } known) return known;
        if (command.DocumentHash != state.Offer.Hash) return Quote.Refuse(QuoteRefusal.WrongDocumentHash, "The answer names another content than the newest offer's.");
        return Check(state, command.Says, now)
            ?? Quote.Accept(new AnswerReceived(command.Says, command.ResponseDocumentId, command.Blake3, command.SealedContent, command.Receipt, now));
    }

    public static QuoteDecision Expire(QuoteState state, Expire command, DateTimeOffset now)
    {
        var us = state.Role == InvoiceRole.Issuer ? state.Offer.Issuer : state.Offer.Recipient;
        if (command.By != us) return Quote.WrongSide();
        if (!state.IsOpen) return Quote.Illegal(state, "Expiry");
        return state.Offer.HasEnded(now)
            ? Quote.Accept(new QuoteExpired(now))
            : Quote.Refuse(QuoteRefusal.NotEnded, "The last day of the offer has not passed.");
    }

    private static QuoteDecision Take(Receive command, DateTimeOffset now) =>
        command.Offer.HasEnded(now)
            ? Quote.Refuse(QuoteRefusal.Ended, "The last day of the offer has passed.")
            : Quote.Accept(new QuoteReceived(command.Offer, command.SealedContent, command.Receipt, now));

    private static InvoiceRole RoleOf(QuoteAnswer answer) => answer == QuoteAnswer.Withdrawn ? InvoiceRole.Issuer : InvoiceRole.Recipient;

    private static QuoteDecision? Owner(QuoteState state, QuoteAnswer answer, ParticipantId by)
    {
        if (RoleOf(answer) == InvoiceRole.Issuer)
            return by == state.Offer.Issuer ? null : Quote.Refuse(QuoteRefusal.NotTheIssuer, "Only the issuer may withdraw a quote.");
        return by == state.Offer.Recipient ? null : Quote.Refuse(QuoteRefusal.NotTheRecipient, "Only the recipient may answer a quote.");
    }

    private static QuoteDecision? Known(QuoteState state, Guid responseId, ContentHash hash)
    {
        var step = state.Answers.FirstOrDefault(answer => answer.ResponseDocumentId == responseId);
        if (step is null) return null;
        return step.Blake3 == hash ? new QuoteDecision.Duplicate(step.Receipt) : Quote.Refuse(QuoteRefusal.Conflict, "This answer is here already with other content.");
    }

    // What the phase allows. An acceptance after the last day would bind the issuer to an offer that has ended.
    private static QuoteDecision? Check(QuoteState state, QuoteAnswer answer, DateTimeOffset now)
    {
        var isLegal = answer switch
        {
            QuoteAnswer.Withdrawn => state.IsOpen,
            // Before it is sent there is nothing to answer.
            QuoteAnswer.Declined => state.Phase is QuotePhase.Sent or QuotePhase.Delivered or QuotePhase.Received or QuotePhase.Countered,
            _ => state.Phase is QuotePhase.Sent or QuotePhase.Delivered or QuotePhase.Received,
        };
        if (!isLegal) return Quote.Illegal(state, $"The answer {answer}");
        return answer is QuoteAnswer.Accepted or QuoteAnswer.Countered && state.Offer.HasEnded(now)
            ? Quote.Refuse(QuoteRefusal.Ended, "The last day of the offer has passed: ask for a new quote.")
            : null;
    }
}
