using Akka.Actor;
using Cpc.Actors.Documents;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;
using Cpc.Cryptography;
using Cpc.Exchange;
using Cpc.SecureMemory;
using Cpc.Sessions;
using Cpc.Sessions.Frames;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Peers;

/// <summary>Handshake, document, receipt, end; and what happens to frames that are not as they should be.</summary>
public sealed class SessionActorTests(ITestOutputHelper output) : SessionSpec(output)
{
    private static bool IsDocument(byte[] body) => body[1] == (byte)FrameType.Data && DataHeader.Kind(body) == DataKind.Document;

    private static bool IsRefuse(byte[] body) => body[1] == (byte)FrameType.Refuse;

    private static byte[] Flip(byte[] body, int at)
    {
        var changed = (byte[])body.Clone();
        changed[at] ^= 1;
        return changed;
    }

    [Fact]
    public void A_document_arrives_as_it_was_issued_and_its_receipt_returns()
    {
        Establish();
        using var document = NewDocument();
        Send(document);
        var received = Processes().Document;
        Assert.Equal(document.Payload.Span.ToArray(), received.Payload.Span.ToArray());
        Assert.Equal((Alice.Id, Samples.Invoice), (received.Sender, received.Envelope.Content));
        var receipt = Owner.ExpectMsg<ExchangeEvent.ReceiptArrived>();
        Assert.Equal(Exchange, receipt.ExchangeId);
        Assert.True(receipt.Receipt.IsAbout(Alice.Id, Bob.Id, document.DocumentId, document.Hash));
        Assert.Empty(Alice.Services.Counters.Snapshot());
        Assert.Empty(Bob.Services.Counters.Snapshot());
    }

    [Fact]
    public void Closing_ends_both_sides_in_order()
    {
        Establish();
        Delivers();
        Watch(Initiator);
        Watch(Responder);
        Initiator.Tell(SessionCommand.Close.Instance);
        Assert.Equal([Initiator, Responder], new[] { ExpectMsg<Terminated>().ActorRef, ExpectMsg<Terminated>().ActorRef }.OrderBy(r => r.Equals(Responder)));
        Assert.False(Seen.ExpectMsg<StreamCommand.End>().Abort);
        Assert.False(Seen.ExpectMsg<StreamCommand.End>().Abort);
        // Whoever closes hears of no failure.
        Owner.ExpectNoMsg(Quiet);
    }

    [Fact]
    public void What_is_sent_before_the_handshake_is_over_is_refused_and_its_payload_erased()
    {
        BeginResponder(CreateTestProbe());
        var (alice, bob, exchange, owner) = (Alice.Services, Bob.Id, Exchange, Owner.Ref);
        var initiator = Sys.ActorOf(Props.Create(() => new InitiatorSessionActor(alice, bob, exchange, owner)));
        var payload = SecureData.CopyOf([1, 2, 3]);
        initiator.Tell(new SessionCommand.SendDocument(payload, new byte[32]));
        Owner.ExpectMsg<ExchangeEvent.Failed>();
        Assert.Throws<ObjectDisposedException>(() => payload.Span.Length);
    }

    [Fact]
    public void A_frame_with_a_changed_byte_is_counted_and_the_session_goes_on()
    {
        var changed = false;
        Establish((_, body) =>
        {
            if (!IsDocument(body) || changed) return [body];
            changed = true;
            return [Flip(body, body.Length - 1), Flip(body, 40), Flip(body, DataHeader.OuterSize + 3), body];
        });
        Delivers();
        Assert.Equal(3, Bob.Count("session", "Undecryptable"));
        Delivers();
    }

    [Fact]
    public void A_replayed_document_is_counted_and_processed_once()
    {
        Establish((_, body) => IsDocument(body) ? [body, body] : [body]);
        Delivers();
        Delivers();
        Assert.Equal(2, Bob.Count("session", "Duplicate"));
        Bob.Documents.ExpectNoMsg(Quiet);
    }

    [Fact]
    public void A_document_that_is_not_what_its_hash_says_is_not_processed()
    {
        Establish();
        using var document = NewDocument();
        Send(document, Blake3.Hash([0]));
        Bob.Documents.ExpectNoMsg(Quiet);
        Assert.Equal(1, Bob.Count("session", "HashMismatch"));
        Delivers();
    }

    [Fact]
    public void What_is_no_document_gets_a_receipt_that_says_so()
    {
        Establish();
        byte[] junk = [1, 2, 3];
        Initiator.Tell(new SessionCommand.SendDocument(SecureData.CopyOf(junk), Blake3.Hash(junk)));
        var receipt = Owner.ExpectMsg<ExchangeEvent.ReceiptArrived>().Receipt;
        Assert.Equal((ReceiptOutcome.Malformed, Guid.Empty), (receipt.Outcome, receipt.DocumentId));
        Assert.True(receipt.IsAbout(Alice.Id, Bob.Id, Guid.NewGuid(), Blake3.Hash(junk)));
        Assert.Equal(1, Bob.Count("exchange", "Malformed"));
    }

    [Fact]
    public void A_document_of_somebody_else_gets_a_receipt_that_says_so()
    {
        Establish();
        using var document = OutgoingDocument.Issue(Samples.Invoice, Bob.Id, Alice.Id, Guid.CreateVersion7(Today));
        Send(document);
        Assert.Equal(ReceiptOutcome.WrongParty, Owner.ExpectMsg<ExchangeEvent.ReceiptArrived>().Receipt.Outcome);
        Assert.Equal(1, Bob.Count("exchange", "WrongParty"));
    }

    [Fact]
    public void What_could_not_be_processed_has_no_receipt_and_is_told_as_a_failure()
    {
        Establish();
        using var document = NewDocument();
        Send(document);
        Bob.Documents.ExpectMsg<ReceiveDocument>();
        Watch(Responder);
        Bob.Documents.Reply(DocumentNotProcessed.Instance);
        ExpectTerminated(Responder);
        Initiator.Tell(new StreamEvent.Ended(Wire.Stream));
        Assert.Equal(Exchange, Owner.ExpectMsg<ExchangeEvent.Failed>().ExchangeId);
    }

    [Theory]
    [InlineData(FrameType.HS1)]
    [InlineData(FrameType.HS2)]
    [InlineData(FrameType.HS3)]
    public void A_changed_handshake_establishes_nothing_and_says_so(FrameType type)
    {
        var refusals = new List<Refusal>();
        Begin((_, body) =>
        {
            if (IsRefuse(body)) refusals.Add(RefuseFrame.TryDecode(body)!.Code);
            return [body[1] == (byte)type ? Flip(body, body.Length - 1) : body];
        });
        // With HS1 changed the initiator finds out; with the others whoever receives them.
        var failed = false;
        for (var i = 0; i < 2 && !failed; i++) failed = Owner.ExpectMsg<ExchangeEvent>() is ExchangeEvent.Failed;
        Assert.True(failed);
        BobsPeer.ExpectNoMsg(Quiet);
        Assert.NotEmpty(refusals);
        Assert.True(Alice.Services.Counters.Snapshot().Count > 0);
    }

    [Fact]
    public void A_refuse_of_the_peer_ends_the_exchange_with_its_wish_to_wait()
    {
        Begin((fromInitiator, body) => fromInitiator || IsRefuse(body) ? [body] : [new RefuseFrame(Refusal.Busy, new byte[32], 7).Encode()]);
        var failed = Owner.ExpectMsg<ExchangeEvent.Failed>();
        Assert.Equal(TimeSpan.FromSeconds(7), failed.RetryAfter);
        Assert.Equal(1, Alice.Count("refused-by-peer", "Busy"));
    }

    [Fact]
    public void A_refuse_with_an_unknown_code_is_malformed()
    {
        Begin((fromInitiator, body) => fromInitiator || IsRefuse(body) ? [body] : [new RefuseFrame((Refusal)99, new byte[32]).Encode()]);
        Owner.ExpectMsg<ExchangeEvent.Failed>();
        Assert.Equal(1, Alice.Count("session", "Malformed"));
    }

    [Fact]
    public void A_second_handshake_or_data_before_any_is_refused()
    {
        var transport = CreateTestProbe();
        BeginResponder(transport);
        transport.ExpectMsg<StreamCommand.Attach>();
        Watch(Responder);
        var data = new byte[DataHeader.Overhead];
        (data[0], data[1], data[34]) = (Frame.Version, (byte)FrameType.Data, (byte)DataKind.Document);
        Responder.Tell(new StreamEvent.Frame(Wire.Stream, data));
        var refuse = RefuseFrame.TryDecode(transport.ExpectMsg<StreamCommand.Send>().Bodies[0])!;
        Assert.Equal(Refusal.UnknownSession, refuse.Code);
        ExpectTerminated(Responder);
        transport.ExpectMsg<StreamCommand.End>();

        BeginResponder(transport);
        transport.ExpectMsg<StreamCommand.Attach>();
        Watch(Responder);
        using var handshake = InitiatorHandshake.Start(Alice.Services.Sessions.For(Bob.Id), Exchange, Moment.Now(Time));
        Responder.Tell(new StreamEvent.Frame(Wire.Stream, handshake.Hs1));
        Assert.Equal((byte)FrameType.HS2, transport.ExpectMsg<StreamCommand.Send>().Bodies[0][1]);
        Responder.Tell(new StreamEvent.Frame(Wire.Stream, handshake.Hs1));
        ExpectTerminated(Responder);
        Assert.Equal(1, Bob.Count("session", "Malformed"));
    }

    [Fact]
    public void A_large_frame_is_allowed_only_when_a_key_of_the_session_opens_its_header()
    {
        Establish();
        var start = new byte[DataHeader.Size];
        Watch(Responder);
        Responder.Tell(new StreamEvent.LargeAnnounced(Wire.Stream, start));
        ExpectTerminated(Responder);
        Assert.Equal(1, Bob.Count("session", "Undecryptable"));
    }

    [Fact]
    public void Garbage_ends_the_session_and_tells_the_peer_why()
    {
        var transport = CreateTestProbe();
        BeginResponder(transport);
        transport.ExpectMsg<StreamCommand.Attach>();
        Responder.Tell(new StreamEvent.Garbage(Wire.Stream, Refusal.Version));
        Assert.Equal(Refusal.Version, RefuseFrame.TryDecode(transport.ExpectMsg<StreamCommand.Send>().Bodies[0])!.Code);
        Assert.False(transport.ExpectMsg<StreamCommand.End>().Abort);
        Assert.Equal(1, Bob.Count("session", "Version"));
    }

    [Fact]
    public void A_peer_that_does_not_finish_what_it_began_loses_its_stream_only()
    {
        var transport = CreateTestProbe();
        BeginResponder(transport);
        transport.ExpectMsg<StreamCommand.Attach>();
        Watch(Responder);
        Pass(SessionLimits.HandshakeTimeout);
        Assert.Equal(new StreamCommand.End(Wire.Stream, Abort: true), transport.ExpectMsg<StreamCommand.End>());
        ExpectTerminated(Responder);
        transport.ExpectMsg<StreamCommand.End>();
        transport.ExpectNoMsg(Quiet);
        Assert.Equal(1, Bob.Count("session", "HandshakeTimeout"));
    }
}
