using System.Formats.Cbor;
using Cpc.Invoicing.Cbor;
using Cpc.Invoicing.Model;
using CsCheck;

namespace Cpc.Invoicing.Tests.Cbor;

public class DocumentCodecTests
{
    private static readonly Gen<DocumentEnvelope> AnyEnvelope = Gen.Byte.Array[0, 1200].Select(choices => new DocumentMaker(choices).Envelope());

    [Fact]
    public void Any_document_is_decoded_as_it_was_and_encoded_to_the_same_bytes() =>
        AnyEnvelope.Sample(envelope =>
        {
            var bytes = DocumentCodec.Encode(envelope);
            Assert.Null(DocumentCodec.Decode(bytes, out var decoded));
            Assert.Equal(envelope, decoded);
            Assert.Equal(bytes, DocumentCodec.Encode(decoded!));
        }, iter: 2000);

    [Fact]
    public void Bytes_changed_anywhere_are_refused_or_are_another_document_in_its_one_form() =>
        Gen.Select(AnyEnvelope, Gen.Int[0, int.MaxValue], Gen.Byte, Gen.Int[0, 2]).Sample((envelope, position, value, change) =>
        {
            var bytes = DocumentCodec.Encode(envelope).ToList();
            var at = position % bytes.Count;
            if (change == 0) bytes[at] = value;
            else if (change == 1) bytes.RemoveAt(at);
            else bytes.Insert(at, value);
            var refusal = DocumentCodec.Decode(bytes.ToArray(), out var decoded);
            if (refusal is null) Assert.Equal(bytes, DocumentCodec.Encode(decoded!));
            else Assert.Null(decoded);
        }, iter: 5000);

    [Fact]
    public void Any_bytes_are_refused_without_an_exception() =>
        Gen.Byte.Array[0, 200].Sample(bytes => Assert.NotNull(DocumentCodec.Decode(bytes, out _)), iter: 5000);

    [Fact]
    public void Every_truncation_is_refused()
    {
        var bytes = DocumentCodec.Encode(Envelopes.Of(SampleInvoice.Document));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.NotNull(DocumentCodec.Decode(bytes.AsMemory(0, length), out var decoded));
            Assert.Null(decoded);
        }
    }

    [Theory]
    [InlineData("1.1", "1.10")]
    [InlineData("1.1", "1.100")]
    [InlineData("0", "0.00")]
    [InlineData("100", "100.00")]
    [InlineData("-5", "-5.0")]
    public void Equal_amounts_have_equal_bytes(string left, string right)
    {
        byte[] Encoded(string amount) => DocumentCodec.Encode(Envelopes.Of(SampleInvoice.Document with
        {
            Totals = SampleInvoice.Document.Totals with { Paid = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture) },
        }));
        Assert.Equal(Encoded(left), Encoded(right));
    }

    [Fact]
    public void The_version_is_the_first_field()
    {
        var reader = new CborReader(DocumentCodec.Encode(Envelopes.Of(SampleInvoice.Document)), CborConformanceMode.Canonical);
        Assert.Equal(8, reader.ReadStartMap());
        Assert.Equal(0, reader.ReadInt32());
        Assert.Equal(DocumentCodec.FormatVersion, reader.ReadInt32());
    }

    [Theory]
    [InlineData("invoice")]
    [InlineData("credit-note")]
    [InlineData("status")]
    [InlineData("quote")]
    [InlineData("quote-response")]
    public void The_bytes_are_the_golden_ones(string name)
    {
        var envelope = Golden(name);
        var golden = Convert.FromHexString(string.Concat(File.ReadLines(Repository.Path("tests", "Cpc.Invoicing.Tests", "Cbor", "Golden", name + ".hex"))));
        // Bytes that change make every hash, receipt and stored document of older nodes another: write a new version instead.
        Assert.Equal(Convert.ToHexString(golden), Convert.ToHexString(DocumentCodec.Encode(envelope)));
        Assert.Null(DocumentCodec.Decode(golden, out var decoded));
        Assert.Equal(envelope, decoded);
    }

    [Fact]
    public void A_document_that_could_not_be_decoded_is_not_encoded()
    {
        var d = SampleInvoice.Document;
        Assert.Throws<ArgumentException>(() => DocumentCodec.Encode(Envelopes.Of(d with { Number = new string('x', DocumentLimits.MaxTextLength + 1) })));
        Assert.Throws<ArgumentException>(() => DocumentCodec.Encode(Envelopes.Of(d with { Totals = d.Totals with { Paid = 1e14m } })));
        Assert.Throws<ArgumentException>(() => DocumentCodec.Encode(Envelopes.Of(Envelopes.Status with { Text = new string('x', 501) })));
        Assert.Throws<ArgumentException>(() => DocumentCodec.Encode(Envelopes.Of(Envelopes.Status with { Reason = null })));
        Assert.Throws<ArgumentException>(() => DocumentCodec.Encode(Envelopes.Of(SampleQuote.Response with { Text = null })));
        Assert.Throws<ArgumentException>(() => DocumentCodec.Encode(Envelopes.Of(d) with { Blind = new ByteString(new byte[31]) }));
        Assert.Throws<ArgumentException>(() => DocumentCodec.Encode(Envelopes.Of(d) with { DocumentId = Guid.Parse("0195a6b2-7c00-4abc-8def-0123456789ab") }));
    }

    private static DocumentEnvelope Golden(string name) => Envelopes.Of(name switch
    {
        "invoice" => SampleInvoice.Document,
        "credit-note" => SampleInvoice.CreditNote,
        "quote" => SampleQuote.Document,
        "quote-response" => SampleQuote.Response,
        _ => Envelopes.Status,
    });
}
