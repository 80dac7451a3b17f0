using Cpc.Cryptography;
using Cpc.Invoicing.Cbor;
using Cpc.Invoicing.Model;

namespace Cpc.Exchange.Tests;

/// <summary>From a document to its bytes and hash, and back with its parties checked.</summary>
public sealed class DocumentTests : IDisposable
{
    private static readonly Guid Id = Guid.CreateVersion7();

    private readonly Party _alice = new();
    private readonly Party _bob = new();
    private readonly Party _carol = new();

    private static StatusResponse Content => new()
    {
        DocumentId = new Guid("0192d6a0-0000-7000-8000-000000000001"),
        DocumentHash = new ContentHash(new byte[32]),
        Code = StatusCode.Accepted,
        Text = "canary",
    };

    private OutgoingDocument Issue() => OutgoingDocument.Issue(Content, _alice.Id, _bob.Id, Id);

    private static ReceiptOutcome Open(OutgoingDocument sent, PeerId sender, PeerId self, out IncomingDocument? received) =>
        IncomingDocument.TryOpen(sent.Payload.Span, sent.Hash, sender, self, out received);

    [Fact]
    public void What_is_issued_opens_at_its_recipient()
    {
        using var sent = Issue();
        Assert.Equal(Blake3.Hash(sent.Payload.Span), sent.Hash);
        Assert.Equal(ReceiptOutcome.Processed, Open(sent, _alice.Id, _bob.Id, out var received));
        using (received)
        {
            Assert.Equal((Id, 1), (received!.Envelope.DocumentId, received.Envelope.Revision));
            Assert.Equal(Content, received.Envelope.Content);
            Assert.Equal(sent.Payload.Span.ToArray(), received.Payload.Span.ToArray());
            Assert.Equal((_alice.Id, sent.Hash), (received.Sender, received.Hash));
        }
    }

    [Fact]
    public void A_document_of_another_issuer_than_its_sender_is_refused()
    {
        using var sent = Issue();
        Assert.Equal(ReceiptOutcome.WrongParty, Open(sent, _carol.Id, _bob.Id, out var received));
        Assert.Null(received);
    }

    [Fact]
    public void A_document_for_somebody_else_is_refused()
    {
        using var sent = Issue();
        Assert.Equal(ReceiptOutcome.WrongParty, Open(sent, _alice.Id, _carol.Id, out var received));
        Assert.Null(received);
    }

    [Fact]
    public void Bytes_that_are_no_document_are_malformed()
    {
        using var sent = Issue();
        var bytes = sent.Payload.Span.ToArray();
        foreach (var wrong in new[] { [], [0xff], bytes[..^1], [.. bytes, (byte)0] })
        {
            Assert.Equal(ReceiptOutcome.Malformed, IncomingDocument.TryOpen(wrong, Blake3.Hash(wrong), _alice.Id, _bob.Id, out var received));
            Assert.Null(received);
        }
    }

    [Fact]
    public void The_same_content_issued_twice_has_another_hash_because_of_its_blind()
    {
        using var first = Issue();
        using var second = Issue();
        Assert.NotEqual(first.Hash, second.Hash);
        Assert.NotEqual(Blind(first), Blind(second));
        Assert.Equal(DocumentEnvelope.BlindSize, Blind(first).Length);

        static byte[] Blind(OutgoingDocument document)
        {
            Assert.Null(DocumentCodec.Decode(document.Payload.Span.ToArray(), out var envelope));
            return envelope!.Blind.ToArray();
        }
    }

    [Fact]
    public void Nothing_of_its_content_is_printed_and_its_bytes_are_erased()
    {
        var sent = Issue();
        Open(sent, _alice.Id, _bob.Id, out var received);
        Assert.DoesNotContain("canary", $"{sent} {received}", StringComparison.Ordinal);
        sent.Dispose();
        received!.Dispose();
        Assert.Throws<ObjectDisposedException>(() => sent.Payload.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => received.Payload.Span.Length);
    }

    [Fact]
    public void A_peer_is_the_same_participant_and_back()
    {
        Assert.Equal(_alice.Id, _alice.Id.ToParticipant().ToPeer());
        Assert.NotEqual(_alice.Id.ToParticipant(), _bob.Id.ToParticipant());
    }

    public void Dispose()
    {
        _alice.Dispose();
        _bob.Dispose();
        _carol.Dispose();
    }
}
