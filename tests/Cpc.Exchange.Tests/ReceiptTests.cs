using System.Formats.Cbor;
using Cpc.Cryptography;

namespace Cpc.Exchange.Tests;

/// <summary>A receipt is evidence: what was signed, about exactly one document, and nothing else.</summary>
public sealed class ReceiptTests : IDisposable
{
    private static readonly Guid Document = new("0192d6a0-0000-7000-8000-000000000001");
    private static readonly byte[] Hash = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly Party _sender = new();
    private readonly Party _receiver = new();
    private readonly Party _other = new();

    private Receipt Signed(ReceiptOutcome outcome = ReceiptOutcome.Processed, Guid? document = null) => new Receipt
    {
        Sender = _sender.Id,
        Receiver = _receiver.Id,
        DocumentId = document ?? Document,
        Hash = Hash,
        Outcome = outcome,
        Time = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
    }.SignedBy(_receiver.Identity);

    private bool Holds(Receipt receipt) => receipt.IsAbout(_sender.Id, _receiver.Id, Document, Hash);

    [Theory]
    [InlineData(ReceiptOutcome.Processed)]
    [InlineData(ReceiptOutcome.Malformed)]
    [InlineData(ReceiptOutcome.WrongParty)]
    [InlineData(ReceiptOutcome.Conflict)]
    [InlineData(ReceiptOutcome.Invalid)]
    [InlineData(ReceiptOutcome.NotApplicable)]
    public void A_receipt_travels_and_still_holds(ReceiptOutcome outcome)
    {
        var encoded = Signed(outcome).Encode();
        Assert.InRange(encoded.Length, 1, Receipt.MaxSize);
        var read = Receipt.TryDecode(encoded)!;
        Assert.True(Holds(read));
        Assert.Equal(outcome, read.Outcome);
        Assert.Equal(encoded, read.Encode());
    }

    [Fact]
    public void A_receipt_with_any_bit_changed_is_refused()
    {
        var encoded = Signed().Encode();
        for (var bit = 0; bit < encoded.Length * 8; bit++)
        {
            var changed = (byte[])encoded.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Receipt.TryDecode(changed) is { } read && Holds(read), $"bit {bit} of byte {bit / 8}");
        }
    }

    [Fact]
    public void A_receipt_cut_or_prolonged_is_none()
    {
        var encoded = Signed().Encode();
        for (var length = 0; length < encoded.Length; length++) Assert.Null(Receipt.TryDecode(encoded.AsMemory(0, length)));
        Assert.Null(Receipt.TryDecode((byte[])[.. encoded, 0]));
        Assert.Null(Receipt.TryDecode(new byte[Receipt.MaxSize + 1]));
    }

    [Fact]
    public void It_is_not_about_another_sender_receiver_document_or_hash()
    {
        var receipt = Signed();
        Assert.True(Holds(receipt));
        Assert.False(receipt.IsAbout(_other.Id, _receiver.Id, Document, Hash));
        Assert.False(receipt.IsAbout(_sender.Id, _other.Id, Document, Hash));
        Assert.False(receipt.IsAbout(_receiver.Id, _sender.Id, Document, Hash));
        Assert.False(receipt.IsAbout(_sender.Id, _receiver.Id, Guid.NewGuid(), Hash));
        Assert.False(receipt.IsAbout(_sender.Id, _receiver.Id, Document, new byte[32]));
        Assert.False(receipt.IsAbout(_sender.Id, _receiver.Id, Document, Hash.AsSpan(0, 31)));
    }

    [Fact]
    public void A_receipt_signed_by_somebody_else_is_refused()
    {
        var theirs = (Signed() with { Receiver = _other.Id }).SignedBy(_other.Identity);
        Assert.True(theirs.IsAbout(_sender.Id, _other.Id, Document, Hash));
        Assert.False(Holds(theirs with { Receiver = _receiver.Id }));
        Assert.False(Holds(Signed() with { Signature = new byte[64] }));
    }

    [Fact]
    public void What_was_signed_about_one_outcome_does_not_hold_for_another() =>
        Assert.False(Holds(Signed(ReceiptOutcome.Conflict) with { Outcome = ReceiptOutcome.Processed }));

    [Fact]
    public void Only_the_receiver_signs() =>
        Assert.Throws<ArgumentException>(() => Signed().SignedBy(_sender.Identity));

    [Theory]
    [InlineData(ReceiptOutcome.Malformed, true)]
    [InlineData(ReceiptOutcome.WrongParty, true)]
    [InlineData(ReceiptOutcome.Processed, false)]
    [InlineData(ReceiptOutcome.Conflict, false)]
    [InlineData(ReceiptOutcome.Invalid, false)]
    [InlineData(ReceiptOutcome.NotApplicable, false)]
    public void Only_where_the_bytes_were_no_document_may_it_name_none(ReceiptOutcome outcome, bool holds) =>
        Assert.Equal(holds, Holds(Signed(outcome, Guid.Empty)));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(5, 0)]
    [InlineData(5, 7)]
    [InlineData(5, -1)]
    [InlineData(6, long.MaxValue)]
    public void Another_format_an_unknown_outcome_or_a_time_beyond_all_bounds_is_refused(int field, long value) =>
        Assert.Null(Receipt.TryDecode(Encode(field, w => w.WriteInt64(value))));

    [Theory]
    [InlineData(1, 31)]
    [InlineData(2, 33)]
    [InlineData(3, 15)]
    [InlineData(4, 31)]
    [InlineData(7, 63)]
    public void A_field_of_another_size_is_refused(int field, int size) =>
        Assert.Null(Receipt.TryDecode(Encode(field, w => w.WriteByteString(new byte[size]))));

    [Fact]
    public void The_encoding_of_the_two_tests_before_is_otherwise_right() =>
        Assert.NotNull(Receipt.TryDecode(Encode(5, w => w.WriteInt64(1))));

    public void Dispose()
    {
        _sender.Dispose();
        _receiver.Dispose();
        _other.Dispose();
    }

    // Right but for one field.
    private static byte[] Encode(int field, Action<CborWriter> wrong)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(8);
        for (var i = 0; i < 8; i++)
        {
            if (i == field) wrong(writer);
            else if (i is 0 or 5 or 6) writer.WriteInt32(1);
            else writer.WriteByteString(new byte[i switch { 3 => 16, 7 => Ed25519.SignatureSize, _ => 32 }]);
        }

        writer.WriteEndArray();
        return writer.Encode();
    }
}
