using Cpc.Invoicing.Guards;
using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using CsCheck;
using static Cpc.Invoicing.Lifecycle.InvoiceCommand;

namespace Cpc.Invoicing.Tests.Lifecycle;

/// <summary>No sequence of commands, from whomever and in whatever order, leads to an illegal state.</summary>
public class InvoicePropertyTests
{
    private static readonly ParticipantId[] Participants = [Envelopes.Issuer, Envelopes.Recipient, Envelopes.Participant(0x99)];
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Gen<InvoiceCommand> AnyCommand = Gen.Byte.Array[8].Select(Command);

    [Fact]
    public void Random_commands_never_reach_an_illegal_state() =>
        AnyCommand.Array[0, 60].Sample(commands =>
        {
            InvoiceState? state = null;
            var now = Start;
            foreach (var command in commands)
            {
                now = now.AddSeconds(1);
                if (Invoice.Decide(state, command, now) is not InvoiceDecision.Accepted accepted) continue;
                Assert.NotEmpty(accepted.Events);
                var before = state;
                state = accepted.Events.Aggregate(state, (current, happened) => Invoice.Apply(current, happened))!;
                CheckStep(before, command, state);
                CheckState(state);
                // What was just done is done: again it changes nothing.
                Assert.IsNotType<InvoiceDecision.Accepted>(Invoice.Decide(state, command, now));
            }
        }, iter: 20_000);

    [Fact]
    public void Random_commands_reach_every_phase()
    {
        var reached = new System.Collections.Concurrent.ConcurrentDictionary<InvoicePhase, bool>();
        AnyCommand.Array[60].Sample(commands =>
        {
            InvoiceState? state = null;
            foreach (var command in commands)
            {
                if (Invoice.Decide(state, command, Start) is InvoiceDecision.Accepted accepted) state = Invoice.Apply(state, accepted.Events[0]);
                if (state is not null) reached[state.Phase] = true;
            }
        }, iter: 20_000);
        // The control: a property that never sees a state proves nothing about it.
        Assert.Equal(Enum.GetValues<InvoicePhase>().Length, reached.Count);
    }

    private static void CheckStep(InvoiceState? before, InvoiceCommand command, InvoiceState after)
    {
        var owner = command is Issue or Receive or StartShare or RecordStatusReceipt ? Envelopes.Issuer : Envelopes.Recipient;
        Assert.Equal(owner, command.By);
        if (before is null) return;
        // What is held is neither accepted nor paid, and what was decided about it stays.
        if (before.IsHeld && command is DecideStatus decide) Assert.True(decide.Code is StatusCode.Acknowledged or StatusCode.InProcess or StatusCode.UnderQuery or StatusCode.Rejected);
        Assert.Equal(before.Concerns, after.Concerns);
        if (before.Approved is { } approved) Assert.Equal(approved, after.Approved);
        Assert.Equal(before.Metadata, after.Metadata);
        Assert.Equal(before.Role, after.Role);
        Assert.True(before.Receipt is null || before.Receipt.Equals(after.Receipt));
        if (before.Phase is InvoicePhase.Rejected or InvoicePhase.Paid or InvoicePhase.Refused) Assert.Equal(before.Phase, after.Phase);
    }

    private static void CheckState(InvoiceState state)
    {
        var isRecipient = state.Role == InvoiceRole.Recipient;
        if (isRecipient) Assert.DoesNotContain(state.Phase, (InvoicePhase[])[InvoicePhase.Issued, InvoicePhase.Sent, InvoicePhase.Delivered, InvoicePhase.Refused]);
        else Assert.NotEqual(InvoicePhase.Received, state.Phase);
        if (state.Phase is InvoicePhase.Received or InvoicePhase.Delivered or InvoicePhase.Refused) Assert.NotNull(state.Receipt);
        Assert.Equal(state.Phase is InvoicePhase.Issued or InvoicePhase.Sent or InvoicePhase.Delivered or InvoicePhase.Received or InvoicePhase.Refused, state.Statuses.Count == 0);
        Assert.Equal(state.Attempts.Count, state.Attempts.Distinct().Count());
        Assert.Equal(state.Statuses.Count, state.Statuses.Select(step => step.ResponseDocumentId).Distinct().Count());
        StatusStep? last = null;
        foreach (var step in state.Statuses)
        {
            Assert.Contains(step.Code, StatusFlow.Next(last?.Code, last?.Reason));
            Assert.True(step.Reason is not null || !step.Code.NeedsReason());
            last = step;
        }
    }

    private static InvoiceCommand Command(byte[] choice)
    {
        // Mostly the right participant, so that the deep states are reached; sometimes any.
        var isIssuers = choice[0] % 10 is 0 or 1 or 3 or 6;
        var by = choice[1] % 4 == 0 ? Participants[choice[1] / 4 % 3] : Participants[isIssuers ? 0 : 1];
        var metadata = new InvoiceMetadata(Envelopes.DocumentId, Envelopes.Issuer, Envelopes.Recipient, DocumentKind.Invoice, Envelopes.Hash((byte)(choice[2] % 8 == 0 ? 2 : 1)), 10);
        var exchange = new ExchangeId(Enumerable.Repeat((byte)(choice[3] % 3), ExchangeId.Size).ToArray());
        var responseNumber = (byte)(choice[4] % 6);
        var response = new Guid(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, responseNumber);
        var code = (StatusCode)(1 + (choice[5] % 7));
        StatusReason? reason = choice[6] % 4 == 0 ? null : choice[6] % 4 == 1 ? StatusReason.PartiallyPaid : StatusReason.Other;
        var bytes = new ByteString([choice[7]]);
        ValueList<Concern> concerns = choice[7] % 3 == 0 ? [(Concern)(1 + (choice[6] % 3))] : [];
        return (choice[0] % 10) switch
        {
            0 => new Issue(by, metadata, bytes),
            1 => new Receive(by, Participants[1], metadata, bytes, exchange, bytes, concerns),
            2 => new RecordReceipt(by, exchange, bytes),
            3 => new StartShare(by, exchange, Guid.Empty),
            4 => new DecideStatus(by, code, reason, response, Envelopes.Hash(responseNumber), bytes),
            5 => new StartStatusShare(by, response, exchange, Guid.Empty),
            6 => new RecordStatusReceipt(by, response, exchange, bytes),
            9 => new DecideHold(by, choice[6] % 2 == 0, "uid:1"),
            7 => new RecordRefusal(by, exchange, 4, bytes),
            _ => new ReceiveStatus(by, code, reason, response, metadata.Blake3, Envelopes.Hash(responseNumber), bytes, bytes),
        };
    }
}
