using System.Formats.Cbor;
using Cpc.Invoicing.Cbor;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Tests.Cbor;

/// <summary>Each refusal of the decoder. The twin of all is the envelope of a status response that <see cref="Written"/> writes unchanged.</summary>
public class DecodeRefusalTests
{
    [Fact]
    public void The_envelope_written_by_hand_is_accepted_and_is_what_the_codec_writes()
    {
        var bytes = Written(_ => { });
        Assert.Null(DocumentCodec.Decode(bytes, out var decoded));
        Assert.Equal(Envelopes.Of(Envelopes.Status), decoded);
        Assert.Equal(bytes, DocumentCodec.Encode(decoded!));
    }

    [Fact]
    public void More_than_the_maximum_is_refused() =>
        Assert.Equal(DecodeRefusal.TooLarge, DocumentCodec.Decode(new byte[DocumentLimits.MaxEncodedSize + 1], out _));

    [Fact]
    public void Bytes_after_the_document_are_refused() => Refused(DecodeRefusal.TrailingBytes, [.. Written(_ => { }), 0]);

    [Fact]
    public void No_map_is_refused() => Refused(DecodeRefusal.WrongType, [0x80]);

    [Fact]
    public void An_unknown_version_is_refused() => Refused(DecodeRefusal.UnknownVersion, Written(map => map[0] = w => w.WriteInt32(2)));

    [Fact]
    public void A_missing_version_is_refused() => Refused(DecodeRefusal.UnknownVersion, Written(map => map.Remove(0)));

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(99)]
    public void An_unknown_kind_is_refused(int kind) => Refused(DecodeRefusal.UnknownKind, Written(map => map[1] = w => w.WriteInt32(kind)));

    [Fact]
    public void A_kind_that_is_not_the_contents_is_refused() => Refused(DecodeRefusal.WrongType, Written(map => map[1] = w => w.WriteInt32(1)));

    [Fact]
    public void An_unknown_key_is_refused() => Refused(DecodeRefusal.UnknownKey, Written(map => map[8] = w => w.WriteInt32(1)));

    [Fact]
    public void An_unknown_key_inside_the_content_is_refused() =>
        Refused(DecodeRefusal.UnknownKey, Written(map => map[7] = Content(content => content[6] = w => w.WriteInt32(1))));

    [Fact]
    public void A_key_that_is_a_text_is_refused()
    {
        var bytes = Written(map => map[8] = w => w.WriteInt32(1));
        // Key 8 becomes the text of length 0, which canonical order would put later as well.
        bytes[^2] = 0x60;
        Refused(DecodeRefusal.UnknownKey, bytes);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void A_missing_key_is_refused(int key) => Refused(DecodeRefusal.MissingKey, Written(map => map.Remove(key)));

    [Fact]
    public void A_key_twice_is_refused()
    {
        var bytes = Written(_ => { });
        // The second pair, docKind, gets the key of the first.
        Assert.Equal(1, bytes[3]);
        bytes[3] = 0;
        Refused(DecodeRefusal.NotCanonical, bytes);
    }

    [Fact]
    public void Keys_out_of_order_are_refused()
    {
        var bytes = Written(_ => { });
        (bytes[1], bytes[3]) = (bytes[3], bytes[1]);
        Assert.NotNull(DocumentCodec.Decode(bytes, out _));
    }

    [Fact]
    public void An_integer_longer_than_it_need_be_is_refused()
    {
        var bytes = Written(_ => { }).ToList();
        bytes[2] = 0x18;
        bytes.Insert(3, 1);
        Refused(DecodeRefusal.NotCanonical, bytes.ToArray());
    }

    [Fact]
    public void An_indefinite_length_is_refused()
    {
        var bytes = Written(_ => { }).ToList();
        bytes[0] = 0xBF;
        bytes.Add(0xFF);
        Refused(DecodeRefusal.NotCanonical, bytes.ToArray());
    }

    [Theory]
    [InlineData("f97e00")]
    [InlineData("fb3ff0000000000000")]
    [InlineData("f6")]
    [InlineData("f7")]
    [InlineData("c1187b")]
    [InlineData("1bffffffffffffffff")]
    public void Floats_NaN_null_undefined_tags_and_huge_integers_are_refused_where_an_integer_belongs(string hex) =>
        Assert.Contains(
            DocumentCodec.Decode(Written(map => map[3] = w => w.WriteEncodedValue(Convert.FromHexString(hex))), out _),
            (DecodeRefusal?[])[DecodeRefusal.WrongType, DecodeRefusal.OutOfRange, DecodeRefusal.NotCanonical]);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_revision_below_one_is_refused(int revision) => Refused(DecodeRefusal.OutOfRange, Written(map => map[3] = w => w.WriteInt32(revision)));

    [Theory]
    [InlineData(31, DecodeRefusal.OutOfRange)]
    [InlineData(33, DecodeRefusal.TooLong)]
    public void A_blind_of_another_size_is_refused(int size, DecodeRefusal refusal) => Refused(refusal, Written(map => map[6] = w => w.WriteByteString(new byte[size])));

    [Theory]
    [InlineData("0195a6b27c004abc8def0123456789ab")]
    [InlineData("0195a6b27c007abcedef0123456789ab")]
    [InlineData("00000000000000000000000000000000")]
    public void A_document_id_that_is_no_UUIDv7_is_refused(string hex) =>
        Refused(DecodeRefusal.OutOfRange, Written(map => map[2] = w => w.WriteByteString(Convert.FromHexString(hex))));

    [Fact]
    public void A_status_text_longer_than_500_characters_is_refused() =>
        Refused(DecodeRefusal.TooLong, Written(map => map[7] = Content(content => content[5] = w => w.WriteTextString(new string('x', 501)))));

    [Fact]
    public void A_status_code_out_of_range_is_refused() =>
        Refused(DecodeRefusal.OutOfRange, Written(map => map[7] = Content(content => content[3] = w => w.WriteInt32(8))));

    [Fact]
    public void A_rejection_without_a_reason_is_refused() =>
        Refused(DecodeRefusal.ReasonMissing, Written(map => map[7] = Content(content => content.Remove(4))));

    [Fact]
    public void Depth_is_bounded_by_the_shapes()
    {
        byte[] deep = [.. Enumerable.Repeat((byte)0x81, 100_000), 0x01];
        Assert.NotNull(DocumentCodec.Decode(deep, out _));
        Refused(DecodeRefusal.UnknownKey, [0xA1, .. deep]);
        Refused(DecodeRefusal.WrongType, Written(map => map[7] = w => w.WriteEncodedValue([.. Enumerable.Repeat((byte)0x81, 60), 0x01])));
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("\u001b[2J")]
    [InlineData("\uFFFF")]
    public void A_character_that_XML_cannot_hold_is_refused(string text) =>
        Refused(DecodeRefusal.BadText, Written(map => map[7] = Content(content => content[5] = w => w.WriteTextString(text))));

    [Fact]
    public void Tabs_and_line_ends_are_accepted() =>
        Assert.Null(DocumentCodec.Decode(Written(map => map[7] = Content(content => content[5] = w => w.WriteTextString("a\tb\r\nc"))), out _));

    [Theory]
    [InlineData(-2, 110L, DecodeRefusal.NumberNotMinimal)]
    [InlineData(1, 0L, DecodeRefusal.NumberNotMinimal)]
    [InlineData(0, 10L, DecodeRefusal.NumberNotMinimal)]
    [InlineData(-11, 1L, DecodeRefusal.NumberNotMinimal)]
    [InlineData(13, 1L, DecodeRefusal.NumberNotMinimal)]
    [InlineData(1_000_000, 1L, DecodeRefusal.NumberNotMinimal)]
    [InlineData(0, long.MaxValue, DecodeRefusal.OutOfRange)]
    [InlineData(-1, 1234567890123456781L, DecodeRefusal.NumberNotMinimal)]
    [InlineData(-1, 11L, null)]
    [InlineData(0, 0L, null)]
    [InlineData(12, 1L, null)]
    public void A_number_has_one_form_and_bounded_digits(int exponent, long mantissa, DecodeRefusal? refusal)
    {
        // The last field of the sample's totals is the amount due (key 10): 4039.21 = 403921 × 10^-2.
        var bytes = Convert.ToHexString(DocumentCodec.Encode(Envelopes.Of(SampleInvoice.CreditNote with
        {
            Totals = SampleInvoice.CreditNote.Totals with { DueForPayment = 4039.21m },
        })));
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteTag(CborTag.DecimalFraction);
        writer.WriteStartArray(2);
        writer.WriteInt32(exponent);
        writer.WriteInt64(mantissa);
        writer.WriteEndArray();
        var changed = bytes.Replace("C482211A000629D1", Convert.ToHexString(writer.Encode()), StringComparison.Ordinal);
        Assert.NotEqual(bytes, changed);
        Assert.Equal(refusal, DocumentCodec.Decode(Convert.FromHexString(changed), out _));
    }

    [Fact]
    public void An_empty_list_is_refused_because_its_form_is_the_absent_key()
    {
        var bytes = DocumentCodec.Encode(Envelopes.Of(SampleInvoice.CreditNote with { Lines = [] }));
        // The content map gets one more pair: key 36 (lines), an empty array.
        var content = IndexOfContent(bytes);
        bytes[content]++;
        Refused(DecodeRefusal.BadCount, [.. bytes, 0x18, 36, 0x80]);
    }

    [Fact]
    public void A_list_that_announces_more_than_its_bound_is_refused_before_it_is_made()
    {
        var bytes = DocumentCodec.Encode(Envelopes.Of(SampleInvoice.CreditNote with { Lines = [] }));
        bytes[IndexOfContent(bytes)]++;
        Assert.NotNull(DocumentCodec.Decode((byte[])[.. bytes, 0x18, 36, 0x9A, 0x7F, 0xFF, 0xFF, 0xFF], out _));
        byte[] empties = [.. Enumerable.Repeat((byte)0xA0, DocumentLimits.MaxLines + 1)];
        Refused(DecodeRefusal.BadCount, [.. bytes, 0x18, 36, 0x99, 0x27, 0x11, .. empties]);
    }

    // The content map is of two bytes: B8 and the number of pairs, where there are more than 23, else one byte.
    private static int IndexOfContent(byte[] bytes)
    {
        var key = Convert.ToHexString(bytes).IndexOf(string.Concat(Enumerable.Repeat("33", 32)) + "07", StringComparison.Ordinal) / 2;
        var map = key + 33;
        return bytes[map] == 0xB8 ? map + 1 : map;
    }

    private static void Refused(DecodeRefusal refusal, byte[] bytes)
    {
        Assert.Equal(refusal, DocumentCodec.Decode(bytes, out var decoded));
        Assert.Null(decoded);
    }

    private static byte[] Written(Action<SortedDictionary<int, Action<CborWriter>>> change)
    {
        var map = new SortedDictionary<int, Action<CborWriter>>
        {
            [0] = w => w.WriteInt32(1),
            [1] = w => w.WriteInt32(5),
            [2] = w => w.WriteByteString(Envelopes.DocumentId.ToByteArray(bigEndian: true)),
            [3] = w => w.WriteInt32(1),
            [4] = w => w.WriteByteString(Envelopes.Issuer.ToArray()),
            [5] = w => w.WriteByteString(Envelopes.Recipient.ToArray()),
            [6] = w => w.WriteByteString(Enumerable.Repeat((byte)0x33, 32).ToArray()),
            [7] = Content(_ => { }),
        };
        change(map);
        var writer = new CborWriter(CborConformanceMode.Lax);
        Write(writer, map);
        return writer.Encode();
    }

    private static Action<CborWriter> Content(Action<SortedDictionary<int, Action<CborWriter>>> change)
    {
        var map = new SortedDictionary<int, Action<CborWriter>>
        {
            [1] = w => w.WriteByteString(Envelopes.DocumentId.ToByteArray(bigEndian: true)),
            [2] = w => w.WriteByteString(Enumerable.Repeat((byte)0x44, 32).ToArray()),
            [3] = w => w.WriteInt32(5),
            [4] = w => w.WriteInt32(8),
            [5] = w => w.WriteTextString("Only one tonne arrived."),
        };
        change(map);
        return w => Write(w, map);
    }

    private static void Write(CborWriter writer, SortedDictionary<int, Action<CborWriter>> map)
    {
        writer.WriteStartMap(map.Count);
        foreach (var (key, write) in map)
        {
            writer.WriteInt32(key);
            write(writer);
        }

        writer.WriteEndMap();
    }
}
