using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Quotes;
using static Cpc.Invoicing.Quotes.QuoteCommand;

namespace Cpc.Invoicing.Tests.Quotes;

/// <summary>The life of a quote on both sides; each step with what is refused instead.</summary>
public class QuoteTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 12, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LastMoment = new(2026, 2, 12, 23, 59, 59, TimeSpan.Zero);
    private static readonly DateTimeOffset After = new(2026, 2, 13, 0, 0, 0, TimeSpan.Zero);
    private static readonly ParticipantId Issuer = Envelopes.Issuer;
    private static readonly ParticipantId Recipient = Envelopes.Recipient;
    private static readonly ByteString Content = new([1]);
    private static readonly ByteString Receipt = new([2]);

    private static readonly QuoteOffer Offer = new()
    {
        DocumentId = Envelopes.DocumentId,
        Revision = 1,
        Issuer = Issuer,
        Recipient = Recipient,
        Hash = Envelopes.Hash(1),
        ValidUntil = new DateOnly(2026, 2, 12),
        Total = 1000m,
        CurrencyCode = "EUR",
    };

    private static readonly QuoteOffer Second = Offer with { Revision = 2, Hash = Envelopes.Hash(2), Total = 900m };

    [Fact]
    public void A_quote_goes_from_draft_to_invoices_on_the_issuer_s_side()
    {
        var state = Run(null, new Draft(Issuer, Offer, Content), new Draft(Issuer, Offer with { Total = 990m }, Content), new Issue(Issuer), Share(1));
        Assert.Equal((QuotePhase.Sent, 990m), (state.Phase, state.Offer.Total));
        state = Run(state, new RecordReceipt(Recipient, Exchange(1), Receipt));
        Assert.Equal(QuotePhase.Delivered, state.Phase);
        state = Run(state, Says(QuoteAnswer.Accepted));
        Assert.Equal(QuotePhase.Accepted, state.Phase);
        state = Run(state, Invoiced(1, 600m), Invoiced(2, 390m));
        Assert.Equal((QuotePhase.Invoiced, 990m), (state.Phase, state.InvoicedTotal));
        Refused(QuoteRefusal.ExceedsTotal, state, Invoiced(3, 0.01m));
    }

    [Fact]
    public void A_counter_is_answered_by_the_next_revision_on_both_sides()
    {
        var recipient = Run(null, Arrives(Offer), Decides(QuoteAnswer.Countered, 1), Arrives(Second));
        Assert.Equal((QuotePhase.Received, 2), (recipient.Phase, recipient.Offer.Revision));
        var issuer = Run(Sent(), Says(QuoteAnswer.Countered), new Revise(Issuer, Second, Content), Share(2));
        Assert.Equal((QuotePhase.Sent, 2, null), (issuer.Phase, issuer.Offer.Revision, issuer.Receipt));
        Assert.Equal(QuotePhase.Accepted, Run(recipient, Decides(QuoteAnswer.Accepted, 2)).Phase);
        // An acceptance of the old offer is none of the new one.
        Refused(QuoteRefusal.WrongDocumentHash, issuer, Says(QuoteAnswer.Accepted, response: 5, Offer.Hash));
        Assert.Equal(QuotePhase.Accepted, Run(issuer, Says(QuoteAnswer.Accepted, response: 5, Second.Hash)).Phase);
    }

    [Fact]
    public void Only_the_next_revision_is_taken()
    {
        var countered = Run(null, Arrives(Offer), Decides(QuoteAnswer.Countered, 1));
        Refused(QuoteRefusal.BadOffer, countered, Arrives(Second with { Revision = 3 }));
        Refused(QuoteRefusal.BadOffer, countered, Arrives(Second with { Hash = Offer.Hash }));
        Refused(QuoteRefusal.Conflict, countered, Arrives(Offer with { Hash = Envelopes.Hash(9) }));
        Refused(QuoteRefusal.IllegalTransition, Run(null, Arrives(Offer)), Arrives(Second));
        Refused(QuoteRefusal.BadOffer, Run(Sent(), Says(QuoteAnswer.Countered)), new Revise(Issuer, Second with { Recipient = Envelopes.Participant(9) }, Content));
    }

    [Fact]
    public void The_same_again_is_a_duplicate_and_gets_the_stored_receipt()
    {
        var received = Run(null, Arrives(Offer));
        Assert.Equal(new QuoteDecision.Duplicate(Receipt), Quote.Decide(received, Arrives(Offer), Now));
        var accepted = Run(Sent(), Says(QuoteAnswer.Accepted));
        Assert.Equal(new QuoteDecision.Duplicate(Receipt), Quote.Decide(accepted, Says(QuoteAnswer.Accepted), Now));
        Refused(QuoteRefusal.Conflict, accepted, Says(QuoteAnswer.Accepted) with { Blake3 = Envelopes.Hash(9) });
        var invoiced = Run(accepted, Invoiced(1, 600m));
        Assert.Equal(new QuoteDecision.Duplicate(null), Quote.Decide(invoiced, Invoiced(1, 600m), Now));
        Refused(QuoteRefusal.Conflict, invoiced, Invoiced(1, 599m));
    }

    [Fact]
    public void The_last_day_counts_to_its_end_and_not_longer()
    {
        var received = Run(null, Arrives(Offer));
        Assert.IsType<QuoteDecision.Accepted>(Quote.Decide(received, Decides(QuoteAnswer.Accepted, 1), LastMoment));
        Assert.Equal(QuoteRefusal.Ended, Assert.IsType<QuoteDecision.Refused>(Quote.Decide(received, Decides(QuoteAnswer.Accepted, 1), After)).Reason);
        Assert.IsType<QuoteDecision.Accepted>(Quote.Decide(received, Decides(QuoteAnswer.Declined, 1), After));
        Refused(QuoteRefusal.NotEnded, received, new Expire(Recipient));
        var expired = Assert.IsType<QuoteDecision.Accepted>(Quote.Decide(received, new Expire(Recipient), After));
        Assert.Equal(QuotePhase.Expired, Quote.Apply(received, expired.Happened).Phase);
        Assert.Equal(QuoteRefusal.Ended, Assert.IsType<QuoteDecision.Refused>(Quote.Decide(null, Arrives(Offer), After)).Reason);
        Assert.Equal(QuoteRefusal.Ended, Assert.IsType<QuoteDecision.Refused>(Quote.Decide(Issued(), Share(1), After)).Reason);
        Assert.Equal(QuoteRefusal.Ended, Assert.IsType<QuoteDecision.Refused>(Quote.Decide(Sent(), Says(QuoteAnswer.Accepted), After)).Reason);
    }

    [Fact]
    public void An_accepted_quote_is_neither_withdrawn_nor_does_it_expire()
    {
        var accepted = Run(Sent(), Says(QuoteAnswer.Accepted));
        Refused(QuoteRefusal.IllegalTransition, accepted, Decides(QuoteAnswer.Withdrawn, 7, Issuer));
        Assert.Equal(QuoteRefusal.IllegalTransition, Assert.IsType<QuoteDecision.Refused>(Quote.Decide(accepted, new Expire(Issuer), After)).Reason);
        Assert.Equal(QuotePhase.Withdrawn, Run(Sent(), Decides(QuoteAnswer.Withdrawn, 7, Issuer)).Phase);
        Assert.Equal(QuotePhase.Withdrawn, Run(Run(null, Arrives(Offer)), Says(QuoteAnswer.Withdrawn, by: Issuer)).Phase);
    }

    [Fact]
    public void Nobody_does_what_is_the_other_s()
    {
        var third = Envelopes.Participant(9);
        Refused(QuoteRefusal.NotTheIssuer, null, new Draft(Recipient, Offer, Content));
        Refused(QuoteRefusal.NotTheIssuer, null, Arrives(Offer) with { By = third });
        Refused(QuoteRefusal.NotTheRecipient, null, Arrives(Offer) with { Self = third });
        Refused(QuoteRefusal.NotTheIssuer, Issued(), Share(1) with { By = Recipient });
        Refused(QuoteRefusal.NotTheRecipient, Sent(), Says(QuoteAnswer.Accepted, by: third));
        Refused(QuoteRefusal.NotTheRecipient, Sent(), Says(QuoteAnswer.Accepted, by: Issuer));
        Refused(QuoteRefusal.NotTheIssuer, Run(null, Arrives(Offer)), Says(QuoteAnswer.Withdrawn, by: Recipient));
        Refused(QuoteRefusal.WrongSide, Sent(), Decides(QuoteAnswer.Accepted, 1));
        Refused(QuoteRefusal.WrongSide, Run(null, Arrives(Offer)), new Expire(Issuer));
        Refused(QuoteRefusal.UnknownQuote, null, Share(1));
        Refused(QuoteRefusal.UnknownExchange, Sent(), new RecordReceipt(Recipient, Exchange(9), Receipt));
        Refused(QuoteRefusal.ExchangeReused, Sent(), Share(1));
    }

    [Fact]
    public void An_illegal_step_says_what_would_be_legal()
    {
        Assert.Contains("changing, discarding or issuing", Refused(QuoteRefusal.IllegalTransition, Run(null, new Draft(Issuer, Offer, Content)), Share(1)), StringComparison.Ordinal);
        Assert.Contains("sending or withdrawing", Refused(QuoteRefusal.IllegalTransition, Issued(), Invoiced(1, 1m)), StringComparison.Ordinal);
        Assert.Contains("a new revision", Refused(QuoteRefusal.IllegalTransition, Run(Sent(), Says(QuoteAnswer.Countered)), Share(2)), StringComparison.Ordinal);
        Assert.Contains("final", Refused(QuoteRefusal.IllegalTransition, Run(Sent(), Says(QuoteAnswer.Declined)), Share(2)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SEK", 1)]
    [InlineData("EUR", 0)]
    [InlineData("EUR", -1)]
    public void An_invoice_is_in_the_quote_s_currency_and_above_zero(string currency, int total) =>
        Refused(QuoteRefusal.BadOffer, Run(Sent(), Says(QuoteAnswer.Accepted)), Invoiced(1, total) with { CurrencyCode = currency });

    [Fact]
    public void Neither_commands_nor_events_print_amounts()
    {
        var draft = new Draft(Issuer, Offer with { Total = 4711m }, Content);
        var happened = ((QuoteDecision.Accepted)Quote.Decide(null, draft, Now)).Happened;
        Assert.All((object[])[draft, happened, Quote.Apply(null, happened), Invoiced(1, 4711m)], item => Assert.DoesNotContain("4711", item.ToString(), StringComparison.Ordinal));
    }

    private static QuoteState Issued() => Run(null, new Draft(Issuer, Offer, Content), new Issue(Issuer));

    private static QuoteState Sent() => Run(Issued(), Share(1));

    private static StartShare Share(byte exchange) => new(Issuer, Exchange(exchange), Guid.Empty);

    private static Receive Arrives(QuoteOffer offer) => new(Issuer, Recipient, offer, Content, Receipt);

    private static Answer Decides(QuoteAnswer answer, byte response, ParticipantId? by = null) => new(by ?? Recipient, answer, Id(response), Envelopes.Hash(response), Content);

    private static ReceiveAnswer Says(QuoteAnswer answer, byte response = 1, ContentHash? of = null, ParticipantId? by = null) =>
        new(by ?? Recipient, answer, Id(response), of ?? Offer.Hash, Envelopes.Hash(response), Content, Receipt);

    private static RecordInvoice Invoiced(byte id, decimal total) => new(Issuer, new QuoteInvoice { DocumentId = Id(id), Total = total }, "EUR");

    private static Guid Id(byte value) => new([.. Enumerable.Repeat(value, 16)]);

    private static ExchangeId Exchange(byte value) => new([.. Enumerable.Repeat(value, ExchangeId.Size)]);

    private static QuoteState Run(QuoteState? state, params QuoteCommand[] commands)
    {
        foreach (var command in commands) state = Quote.Apply(state, Assert.IsType<QuoteDecision.Accepted>(Quote.Decide(state, command, Now)).Happened);
        return state!;
    }

    private static string Refused(QuoteRefusal reason, QuoteState? state, QuoteCommand command)
    {
        var refused = Assert.IsType<QuoteDecision.Refused>(Quote.Decide(state, command, Now));
        Assert.Equal(reason, refused.Reason);
        return refused.Message;
    }
}
