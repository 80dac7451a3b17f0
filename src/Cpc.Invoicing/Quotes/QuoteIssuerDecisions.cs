using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using static Cpc.Invoicing.Quotes.QuoteCommand;
using static Cpc.Invoicing.Quotes.QuoteEvent;

namespace Cpc.Invoicing.Quotes;

/// <summary>The issuer's side of <see cref="Quote.Decide"/>.</summary>
internal static class QuoteIssuerDecisions
{
    public static QuoteDecision Draft(QuoteState? state, Draft command, DateTimeOffset now)
    {
        var offer = command.Offer;
        if (command.By != offer.Issuer) return NotTheIssuer();
        if (offer.Issuer == offer.Recipient || offer.Revision != 1 || offer.Total < 0)
            return Quote.Refuse(QuoteRefusal.BadOffer, "A quote goes from one participant to another, its first revision is 1 and its total is not negative.");
        if (state is null) return Quote.Accept(new QuoteDrafted(offer, command.SealedContent, now));
        if (state.Role != InvoiceRole.Issuer) return Quote.WrongSide();
        if (state.Phase != QuotePhase.Draft) return Quote.Illegal(state, "Changing the draft");
        if (offer == state.Offer) return new QuoteDecision.Duplicate(null);
        return offer.DocumentId == state.Offer.DocumentId
            ? Quote.Accept(new QuoteDrafted(offer, command.SealedContent, now))
            : Quote.Refuse(QuoteRefusal.Conflict, "This is another quote's id: give the draft its own.");
    }

    public static QuoteDecision Discard(QuoteState state, Discard command, DateTimeOffset now)
    {
        if (Check(state, command.By) is { } refused) return refused;
        return state.Phase == QuotePhase.Draft ? Quote.Accept(new QuoteDiscarded(now)) : Quote.Illegal(state, "Discarding");
    }

    public static QuoteDecision Issue(QuoteState state, Issue command, DateTimeOffset now)
    {
        if (Check(state, command.By) is { } refused) return refused;
        if (state.Phase != QuotePhase.Draft) return Quote.Illegal(state, "Issuing");
        return state.Offer.HasEnded(now)
            ? Quote.Refuse(QuoteRefusal.Ended, "The last day of the offer has passed: change the draft first.")
            : Quote.Accept(new QuoteIssued(now));
    }

    public static QuoteDecision Revise(QuoteState state, Revise command, DateTimeOffset now)
    {
        if (Check(state, command.By) is { } refused) return refused;
        var (offer, last) = (command.Offer, state.Offer);
        if (offer == last) return new QuoteDecision.Duplicate(null);
        if (state.Phase != QuotePhase.Countered) return Quote.Illegal(state, "A new revision");
        if (!IsNext(last, offer) || offer.Total < 0)
            return Quote.Refuse(QuoteRefusal.BadOffer, "A new revision is of the same quote between the same participants, and its number is the next one.");
        return offer.HasEnded(now)
            ? Quote.Refuse(QuoteRefusal.Ended, "The last day of the new offer has passed: give it a later one.")
            : Quote.Accept(new QuoteRevised(offer, command.SealedContent, now));
    }

    public static QuoteDecision StartShare(QuoteState state, StartShare command, DateTimeOffset now)
    {
        if (Check(state, command.By) is { } refused) return refused;
        if (state.Phase is not (QuotePhase.Issued or QuotePhase.Sent)) return Quote.Illegal(state, "Sending");
        if (state.Offer.HasEnded(now)) return Quote.Refuse(QuoteRefusal.Ended, "The last day of the offer has passed: it can't be accepted any more, so it is not sent.");
        return state.Attempts.Contains(command.ExchangeId)
            ? Quote.Refuse(QuoteRefusal.ExchangeReused, "This exchange was started before: use a fresh exchangeId for each attempt.")
            : Quote.Accept(new ShareStarted(command.ExchangeId, command.ConsentId, now));
    }

    public static QuoteDecision RecordReceipt(QuoteState state, RecordReceipt command, DateTimeOffset now)
    {
        if (state.Role != InvoiceRole.Issuer) return Quote.WrongSide();
        if (command.By != state.Offer.Recipient) return Quote.Refuse(QuoteRefusal.NotTheRecipient, "A receipt is the recipient's.");
        if (state.Receipt is { } receipt) return new QuoteDecision.Duplicate(receipt);
        return state.Attempts.Contains(command.ExchangeId)
            ? Quote.Accept(new ReceiptReceived(command.ExchangeId, command.Receipt, now))
            : Quote.Refuse(QuoteRefusal.UnknownExchange, "The receipt is for an exchange that was not started for this quote.");
    }

    public static QuoteDecision RecordInvoice(QuoteState state, RecordInvoice command, DateTimeOffset now)
    {
        if (Check(state, command.By) is { } refused) return refused;
        var known = state.Invoices.FirstOrDefault(invoice => invoice.DocumentId == command.Invoice.DocumentId);
        if (known is not null)
        {
            return known == command.Invoice
                ? new QuoteDecision.Duplicate(null)
                : Quote.Refuse(QuoteRefusal.Conflict, "This invoice is recorded already with another total.");
        }

        if (state.Phase is not (QuotePhase.Accepted or QuotePhase.Invoiced)) return Quote.Illegal(state, "An invoice from the quote");
        if (command.CurrencyCode != state.Offer.CurrencyCode || command.Invoice.Total <= 0)
            return Quote.Refuse(QuoteRefusal.BadOffer, "An invoice from a quote is in the quote's currency and has a total above zero.");
        // Subtracted, not added: a sum of two large totals could leave the range of decimal.
        return command.Invoice.Total <= state.Offer.Total - state.InvoicedTotal
            ? Quote.Accept(new QuoteInvoiced(command.Invoice, now))
            : Quote.Refuse(QuoteRefusal.ExceedsTotal, "With this invoice the invoices would come to more than the accepted quote: lower it, or agree on a new quote.");
    }

    /// <summary>Whether an offer is the next revision of another.</summary>
    public static bool IsNext(QuoteOffer last, QuoteOffer next) =>
        next.DocumentId == last.DocumentId && next.Issuer == last.Issuer && next.Recipient == last.Recipient
        && last.Revision < int.MaxValue && next.Revision == last.Revision + 1 && next.Hash != last.Hash;

    private static QuoteDecision? Check(QuoteState state, ParticipantId by)
    {
        if (by != state.Offer.Issuer) return NotTheIssuer();
        return state.Role == InvoiceRole.Issuer ? null : Quote.WrongSide();
    }

    private static QuoteDecision NotTheIssuer() => Quote.Refuse(QuoteRefusal.NotTheIssuer, "Only the issuer may do this with a quote.");
}
