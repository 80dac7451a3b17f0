using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using static Cpc.Invoicing.Lifecycle.InvoiceCommand;

namespace Cpc.Invoicing.Tests.Lifecycle;

public class InvoiceTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly ParticipantId Issuer = Envelopes.Issuer;
    private static readonly ParticipantId Recipient = Envelopes.Recipient;
    private static readonly ParticipantId Stranger = Envelopes.Participant(0x99);
    private static readonly InvoiceMetadata Metadata = new(Envelopes.DocumentId, Issuer, Recipient, DocumentKind.Invoice, Envelopes.Hash(1), 1000);
    private static readonly ByteString Sealed = new([1, 2, 3]);
    private static readonly ByteString Receipt = new([4, 5]);
    private static readonly Guid Consent = Guid.Parse("0195a6b2-7c00-7000-8000-000000000001");
    private static readonly Guid Response = Guid.Parse("0195a6b2-7c00-7000-8000-000000000002");

    [Fact]
    public void The_issuer_issues_sends_and_keeps_the_receipt()
    {
        var state = Run(null, new Issue(Issuer, Metadata, Sealed));
        Assert.Equal((InvoiceRole.Issuer, InvoicePhase.Issued), (state.Role, state.Phase));
        state = Run(state, new StartShare(Issuer, Exchange(1), Consent));
        Assert.Equal(InvoicePhase.Sent, state.Phase);
        state = Run(state, new StartShare(Issuer, Exchange(2), Consent));
        Assert.Equal([Exchange(1), Exchange(2)], state.Attempts);
        // The receipt of an earlier attempt counts as well.
        state = Run(state, new RecordReceipt(Recipient, Exchange(1), Receipt));
        Assert.Equal((InvoicePhase.Delivered, Receipt), (state.Phase, state.Receipt));
    }

    [Fact]
    public void The_recipient_receives_accepts_and_sends_the_answer()
    {
        var state = Run(null, Received());
        Assert.Equal((InvoiceRole.Recipient, InvoicePhase.Received, Receipt), (state.Role, state.Phase, state.Receipt));
        state = Run(state, Decided(StatusCode.Accepted));
        Assert.Equal(InvoicePhase.Accepted, state.Phase);
        state = Run(state, new StartStatusShare(Recipient, Response, Exchange(3), Consent));
        state = Run(state, new RecordStatusReceipt(Issuer, Response, Exchange(3), Receipt));
        Assert.Equal(Receipt, state.LastStatus!.Receipt);
    }

    [Theory]
    [InlineData(StatusCode.Accepted, null, InvoicePhase.Accepted)]
    [InlineData(StatusCode.Rejected, StatusReason.PricesIncorrect, InvoicePhase.Rejected)]
    [InlineData(StatusCode.UnderQuery, StatusReason.ReferencesIncorrect, InvoicePhase.UnderQuery)]
    public void The_issuer_learns_the_answer(StatusCode code, StatusReason? reason, InvoicePhase phase) =>
        Assert.Equal(phase, Run(Delivered(), Answer(code, reason)).Phase);

    [Fact]
    public void An_answer_may_overtake_the_receipt()
    {
        var state = Run(Run(null, new Issue(Issuer, Metadata, Sealed)), new StartShare(Issuer, Exchange(1), Consent));
        state = Run(state, Answer(StatusCode.Accepted));
        state = Run(state, new RecordReceipt(Recipient, Exchange(1), Receipt));
        Assert.Equal((InvoicePhase.Accepted, Receipt), (state.Phase, state.Receipt));
    }

    [Fact]
    public void The_same_document_again_is_a_duplicate_answered_with_the_stored_receipt()
    {
        var again = Received() with { ExchangeId = Exchange(9), Receipt = new ByteString([9]) };
        var duplicate = Assert.IsType<InvoiceDecision.Duplicate>(Invoice.Decide(Run(null, Received()), again, Now));
        Assert.Equal(Receipt, duplicate.Receipt);
    }

    [Fact]
    public void The_same_id_with_other_content_is_a_conflict()
    {
        var other = Received() with { Metadata = Metadata with { Blake3 = Envelopes.Hash(2) } };
        Refused(InvoiceRefusal.Conflict, Run(null, Received()), other);
        Refused(InvoiceRefusal.Conflict, Run(null, new Issue(Issuer, Metadata, Sealed)), new Issue(Issuer, Metadata with { Size = 1 }, Sealed));
    }

    [Fact]
    public void The_same_answer_again_is_a_duplicate_and_another_under_its_id_a_conflict()
    {
        var state = Run(Delivered(), Answer(StatusCode.Accepted));
        Assert.Equal(Receipt, Assert.IsType<InvoiceDecision.Duplicate>(Invoice.Decide(state, Answer(StatusCode.Accepted), Now)).Receipt);
        Refused(InvoiceRefusal.Conflict, state, Answer(StatusCode.Accepted) with { Blake3 = Envelopes.Hash(9) });
        var own = Run(Run(null, Received()), Decided(StatusCode.Accepted));
        Assert.IsType<InvoiceDecision.Duplicate>(Invoice.Decide(own, Decided(StatusCode.Accepted), Now));
        Refused(InvoiceRefusal.Conflict, own, Decided(StatusCode.Accepted) with { Blake3 = Envelopes.Hash(9) });
    }

    [Fact]
    public void The_same_receipt_again_is_a_duplicate()
    {
        var duplicate = Invoice.Decide(Delivered(), new RecordReceipt(Recipient, Exchange(1), Receipt), Now);
        Assert.Equal(new InvoiceDecision.Duplicate(Receipt), duplicate);
    }

    [Fact]
    public void Only_the_issuer_issues_and_sends()
    {
        Refused(InvoiceRefusal.NotTheIssuer, null, new Issue(Stranger, Metadata, Sealed));
        Refused(InvoiceRefusal.NotTheIssuer, null, Received() with { By = Stranger });
        Refused(InvoiceRefusal.NotTheIssuer, Run(null, new Issue(Issuer, Metadata, Sealed)), new StartShare(Recipient, Exchange(1), Consent));
        Refused(InvoiceRefusal.WrongSide, Run(null, Received()), new StartShare(Issuer, Exchange(1), Consent));
    }

    [Fact]
    public void Only_the_recipient_accepts_and_rejects()
    {
        Refused(InvoiceRefusal.NotTheRecipient, null, Received() with { Self = Stranger });
        Refused(InvoiceRefusal.NotTheRecipient, Run(null, Received()), Decided(StatusCode.Accepted) with { By = Issuer });
        Refused(InvoiceRefusal.NotTheRecipient, Delivered(), Answer(StatusCode.Accepted) with { By = Stranger });
        Refused(InvoiceRefusal.NotTheRecipient, Delivered(), new RecordReceipt(Issuer, Exchange(1), Receipt));
        Refused(InvoiceRefusal.WrongSide, Delivered(), Decided(StatusCode.Accepted));
    }

    [Theory]
    [InlineData(StatusCode.Rejected)]
    [InlineData(StatusCode.UnderQuery)]
    [InlineData(StatusCode.ConditionallyAccepted)]
    public void A_rejection_query_or_condition_needs_a_reason(StatusCode code)
    {
        Refused(InvoiceRefusal.ReasonMissing, Run(null, Received()), Decided(code));
        Refused(InvoiceRefusal.ReasonMissing, Delivered(), Answer(code));
        Assert.IsType<InvoiceDecision.Accepted>(Invoice.Decide(Run(null, Received()), Decided(code) with { Reason = StatusReason.Other }, Now));
    }

    [Fact]
    public void A_rejection_is_final()
    {
        var state = Run(Run(null, Received()), Decided(StatusCode.Rejected, StatusReason.Other));
        var refused = Refused(InvoiceRefusal.IllegalTransition, state, Decided(StatusCode.Accepted) with { ResponseDocumentId = Consent });
        Assert.Contains("final", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_acceptance_only_payment_follows_and_the_refusal_says_so()
    {
        var state = Run(Run(null, Received()), Decided(StatusCode.Accepted));
        var refused = Refused(InvoiceRefusal.IllegalTransition, state, Decided(StatusCode.Rejected, StatusReason.Other) with { ResponseDocumentId = Consent });
        Assert.EndsWith("answering PD.", refused.Message, StringComparison.Ordinal);
        var paid = Run(state, Decided(StatusCode.Paid, StatusReason.PartiallyPaid) with { ResponseDocumentId = Consent });
        Assert.Equal(InvoicePhase.PartiallyPaid, paid.Phase);
        Assert.Equal(InvoicePhase.Paid, Run(paid, Decided(StatusCode.Paid) with { ResponseDocumentId = Metadata.DocumentId }).Phase);
    }

    [Fact]
    public void An_answer_to_a_document_never_sent_is_refused() =>
        Refused(InvoiceRefusal.IllegalTransition, Run(null, new Issue(Issuer, Metadata, Sealed)), Answer(StatusCode.Accepted));

    [Fact]
    public void A_delivered_document_is_not_sent_again() =>
        Refused(InvoiceRefusal.IllegalTransition, Delivered(), new StartShare(Issuer, Exchange(5), Consent));

    [Fact]
    public void An_exchange_id_is_used_once_and_receipts_need_a_known_one()
    {
        var sent = Run(Run(null, new Issue(Issuer, Metadata, Sealed)), new StartShare(Issuer, Exchange(1), Consent));
        Refused(InvoiceRefusal.ExchangeReused, sent, new StartShare(Issuer, Exchange(1), Consent));
        Refused(InvoiceRefusal.UnknownExchange, sent, new RecordReceipt(Recipient, Exchange(2), Receipt));
    }

    [Fact]
    public void An_answer_about_other_content_is_refused() =>
        Refused(InvoiceRefusal.WrongDocumentHash, Delivered(), Answer(StatusCode.Accepted) with { DocumentHash = Envelopes.Hash(7) });

    [Fact]
    public void An_unknown_answer_is_neither_sent_nor_receipted()
    {
        var state = Run(null, Received());
        Refused(InvoiceRefusal.UnknownResponse, state, new StartStatusShare(Recipient, Response, Exchange(1), Consent));
        Refused(InvoiceRefusal.UnknownResponse, state, new RecordStatusReceipt(Issuer, Response, Exchange(1), Receipt));
    }

    [Fact]
    public void Nothing_can_be_done_to_a_document_that_is_not_here() =>
        Refused(InvoiceRefusal.UnknownDocument, null, new StartShare(Issuer, Exchange(1), Consent));

    [Fact]
    public void A_document_to_oneself_or_of_another_kind_is_refused()
    {
        Refused(InvoiceRefusal.BadMetadata, null, new Issue(Issuer, Metadata with { Recipient = Issuer }, Sealed));
        Refused(InvoiceRefusal.BadMetadata, null, Received() with { Metadata = Metadata with { DocKind = DocumentKind.Status } });
    }

    [Fact]
    public void A_refusal_by_the_recipient_s_node_is_final()
    {
        var sent = Run(Run(null, new Issue(Issuer, Metadata, Sealed)), new StartShare(Issuer, Exchange(1), Consent));
        var refused = Run(sent, new RecordRefusal(Recipient, Exchange(1), 4, Receipt));
        Assert.Equal((InvoicePhase.Refused, Receipt), (refused.Phase, refused.Receipt));
        Refused(InvoiceRefusal.IllegalTransition, refused, new StartShare(Issuer, Exchange(2), Consent));
        Refused(InvoiceRefusal.IllegalTransition, refused, Answer(StatusCode.Accepted));
    }

    [Fact]
    public void A_refusal_for_an_exchange_that_was_not_started_or_by_another_is_refused()
    {
        var sent = Run(Run(null, new Issue(Issuer, Metadata, Sealed)), new StartShare(Issuer, Exchange(1), Consent));
        Refused(InvoiceRefusal.UnknownExchange, sent, new RecordRefusal(Recipient, Exchange(2), 4, Receipt));
        Refused(InvoiceRefusal.NotTheRecipient, sent, new RecordRefusal(Issuer, Exchange(1), 4, Receipt));
        Refused(InvoiceRefusal.IllegalTransition, Run(null, new Issue(Issuer, Metadata, Sealed)), new RecordRefusal(Recipient, Exchange(1), 4, Receipt));
    }

    [Fact]
    public void An_event_that_cannot_be_first_is_our_own_fault() =>
        Assert.Throws<InvalidOperationException>(() => Invoice.Apply(null, new InvoiceEvent.ShareStarted(Exchange(1), Consent, Now)));

    private static ExchangeId Exchange(byte value) => new(Enumerable.Repeat(value, ExchangeId.Size).ToArray());

    private static Receive Received() => new(Issuer, Recipient, Metadata, Sealed, Exchange(1), Receipt);

    private static DecideStatus Decided(StatusCode code, StatusReason? reason = null) =>
        new(Recipient, code, reason, Response, Envelopes.Hash(3), Sealed);

    private static ReceiveStatus Answer(StatusCode code, StatusReason? reason = null) =>
        new(Recipient, code, reason, Response, Metadata.Blake3, Envelopes.Hash(3), Sealed, Receipt);

    private static InvoiceState Delivered() => Run(
        Run(Run(null, new Issue(Issuer, Metadata, Sealed)), new StartShare(Issuer, Exchange(1), Consent)), new RecordReceipt(Recipient, Exchange(1), Receipt));

    private static InvoiceState Run(InvoiceState? state, InvoiceCommand command)
    {
        var decision = Invoice.Decide(state, command, Now);
        var events = Assert.IsType<InvoiceDecision.Accepted>(decision).Events;
        return events.Aggregate(state, (current, happened) => Invoice.Apply(current, happened))!;
    }

    private static InvoiceDecision.Refused Refused(InvoiceRefusal reason, InvoiceState? state, InvoiceCommand command)
    {
        var refused = Assert.IsType<InvoiceDecision.Refused>(Invoice.Decide(state, command, Now));
        Assert.Equal(reason, refused.Reason);
        return refused;
    }
}
