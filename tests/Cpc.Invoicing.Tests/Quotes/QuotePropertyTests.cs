using System.Collections.Concurrent;
using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Quotes;
using CsCheck;
using static Cpc.Invoicing.Quotes.QuoteCommand;

namespace Cpc.Invoicing.Tests.Quotes;

/// <summary>No sequence of commands, from whomever and in whatever order, leads to an illegal state.</summary>
public class QuotePropertyTests
{
    private static readonly ParticipantId[] Participants = [Envelopes.Issuer, Envelopes.Recipient, Envelopes.Participant(0x99)];
    private static readonly DateTimeOffset Start = new(2026, 1, 12, 9, 0, 0, TimeSpan.Zero);
    private static readonly QuotePhase[] Final = [QuotePhase.Discarded, QuotePhase.Declined, QuotePhase.Expired, QuotePhase.Withdrawn];
    private static readonly Gen<byte[][]> Choices = Gen.Byte.Array[8].Array[0, 60];

    [Fact]
    public void Random_commands_never_reach_an_illegal_state() =>
        Choices.Sample(
            choices =>
            {
                QuoteState? state = null;
                var now = Start;
                foreach (var choice in choices)
                {
                    now = now.AddHours(choice[7] % 16);
                    var command = Command(choice, state);
                    if (Quote.Decide(state, command, now) is not QuoteDecision.Accepted accepted) continue;
                    var before = state;
                    state = Quote.Apply(state, accepted.Happened);
                    Check(before, command, state, now);
                    // What was just done is done: again it changes nothing.
                    Assert.IsNotType<QuoteDecision.Accepted>(Quote.Decide(state, command, now));
                }
            },
            iter: 20_000);

    [Fact]
    public void Random_commands_reach_every_phase()
    {
        var reached = new ConcurrentDictionary<QuotePhase, bool>();
        Choices.Sample(
            choices =>
            {
                QuoteState? state = null;
                var now = Start;
                foreach (var choice in choices)
                {
                    now = now.AddHours(choice[7] % 16);
                    if (Quote.Decide(state, Command(choice, state), now) is QuoteDecision.Accepted accepted) state = Quote.Apply(state, accepted.Happened);
                    if (state is not null) reached[state.Phase] = true;
                }
            },
            iter: 20_000);
        // The control: a property that never sees a state proves nothing about it.
        Assert.Equal(Enum.GetValues<QuotePhase>().Length, reached.Count);
    }

    private static void Check(QuoteState? before, QuoteCommand command, QuoteState after, DateTimeOffset now)
    {
        var issuers = command is Draft or Discard or Issue or Revise or StartShare or RecordInvoice or Receive
            || command is Answer { Says: QuoteAnswer.Withdrawn } or ReceiveAnswer { Says: QuoteAnswer.Withdrawn }
            || (command is Expire && after.Role == InvoiceRole.Issuer);
        Assert.Equal(issuers ? Envelopes.Issuer : Envelopes.Recipient, command.By);
        Assert.True(after.InvoicedTotal <= after.Offer.Total);
        Assert.True(after.Invoices.Count == 0 || after.Phase == QuotePhase.Invoiced);
        Assert.False(after.Phase == QuotePhase.Invoiced && !after.Answers.Any(answer => answer.Says == QuoteAnswer.Accepted));
        if (command is Answer { Says: QuoteAnswer.Accepted } or ReceiveAnswer { Says: QuoteAnswer.Accepted } or StartShare or Receive) Assert.False(after.Offer.HasEnded(now));
        if (before is null) return;
        // A receipt that comes late is kept as evidence and changes nothing else.
        Assert.True(!Final.Contains(before.Phase) || (command is RecordReceipt && after.Phase == before.Phase));
        Assert.Equal(before.Role, after.Role);
        Assert.Equal((before.Offer.DocumentId, before.Offer.Issuer, before.Offer.Recipient), (after.Offer.DocumentId, after.Offer.Issuer, after.Offer.Recipient));
        // A binding offer changes by the next revision only, and only after a counter.
        if (before.Phase == QuotePhase.Draft || after.Offer == before.Offer) return;
        Assert.Equal((QuotePhase.Countered, before.Offer.Revision + 1), (before.Phase, after.Offer.Revision));
    }

    // Mostly what could be legal, so that long lives are reached; also wrong parties, hashes, revisions and repetitions.
    private static QuoteCommand Command(byte[] choice, QuoteState? state)
    {
        var by = Participants[choice[1] % 9 < 4 ? 0 : choice[1] % 9 < 8 ? 1 : 2];
        var revision = choice[2] % 8 == 0 ? choice[3] % 4 : (state?.Offer.Revision ?? 0) + 1;
        var offer = new QuoteOffer
        {
            DocumentId = Envelopes.DocumentId,
            Revision = state is { Phase: QuotePhase.Draft } ? 1 : revision,
            Issuer = Envelopes.Issuer,
            Recipient = Envelopes.Recipient,
            Hash = Envelopes.Hash((byte)(choice[4] % 16)),
            ValidUntil = new DateOnly(2026, 1, 14 + (choice[5] % 8)),
            Total = choice[6] % 5 * 100m,
            CurrencyCode = "EUR",
        };
        var bytes = new ByteString([choice[3]]);
        var says = (QuoteAnswer)(1 + (choice[4] % 4));
        var response = new Guid([.. Enumerable.Repeat((byte)(choice[3] % 8), 16)]);
        var exchange = new ExchangeId([.. Enumerable.Repeat((byte)(choice[3] % 4), ExchangeId.Size)]);
        var newest = choice[2] % 8 == 0 ? offer.Hash : state?.Offer.Hash ?? offer.Hash;
        return (choice[0] % 16) switch
        {
            0 => new Draft(by, offer, bytes),
            1 => new Discard(by),
            2 or 3 => new Issue(by),
            4 => new Revise(by, offer, bytes),
            5 or 6 => new StartShare(by, exchange, Guid.Empty),
            7 => new RecordReceipt(by, exchange, bytes),
            8 or 9 => new Receive(by, Participants[choice[2] % 8 == 0 ? 0 : 1], offer, bytes, bytes),
            10 or 11 => new Answer(by, says, response, Envelopes.Hash((byte)(choice[3] % 8)), bytes),
            12 or 13 => new ReceiveAnswer(by, says, response, newest, Envelopes.Hash((byte)(choice[3] % 8)), bytes, bytes),
            14 => new Expire(by),
            _ => new RecordInvoice(by, new QuoteInvoice { DocumentId = response, Total = choice[6] % 4 * 60m }, choice[2] % 8 == 0 ? "SEK" : "EUR"),
        };
    }
}
