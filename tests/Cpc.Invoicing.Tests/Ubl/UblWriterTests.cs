using System.Text;
using System.Xml.Linq;
using Cpc.Invoicing.Cbor;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Tests.Cbor;
using Cpc.Invoicing.Ubl;
using Cpc.Invoicing.Xml;
using CsCheck;

namespace Cpc.Invoicing.Tests.Ubl;

public class UblWriterTests
{
    private static readonly InvoiceDocument Sample = SampleInvoice.Document;

    public static TheoryData<string> OwnSamples => new("invoice.xml", "credit-note.xml");

    [Theory]
    [MemberData(nameof(OwnSamples))]
    public void A_file_read_encoded_decoded_and_written_says_the_same(string name) => RoundTrip(Repository.Sample(name));

    [SkippableFact]
    public void Every_accepted_sample_read_encoded_decoded_and_written_says_the_same()
    {
        var trips = SharedSamples.Load("full").Count(sample => RoundTrip(sample.Read()));
        Assert.InRange(trips, 51, 54);
    }

    [Fact]
    public void A_comparison_sees_a_changed_text_a_lost_element_and_another_order_of_lines()
    {
        var form = UblCanonical.Form(Encoding.UTF8.GetBytes(SampleInvoice.Xml));
        string[] changes =
        [
            SampleInvoice.With("MB-2026-0042", "MB-2026-0043"),
            SampleInvoice.With("<cbc:DueDate>2026-04-01</cbc:DueDate>", ""),
            SampleInvoice.With("<cbc:ID>1</cbc:ID>", "<cbc:ID>2</cbc:ID>"),
            SampleInvoice.With("unitCode=\"HUR\"", "unitCode=\"DAY\""),
        ];
        Assert.All(changes, change => Assert.NotEqual(form, UblCanonical.Form(Encoding.UTF8.GetBytes(change))));
    }

    [Fact]
    public void Whatever_a_reader_gives_is_written_so_that_it_reads_the_same() =>
        Gen.Byte.Array[0, 600].Sample(choices =>
        {
            var document = new DocumentMaker(choices, asRead: true).Invoice();
            if (UblWriter.Write(document) is UblWriteResult.Written written) Assert.Equal(AsUblReads(document), Parsed(written.Xml));
            else Assert.NotEmpty(UblFitTests.Findings(document));
        });

    [Fact]
    public void One_document_has_one_file()
    {
        var trailing = Sample with { Totals = Sample.Totals with { SumOfLines = Sample.Totals.SumOfLines + 0.00000m } };
        Assert.Equal(Written(Sample), Written(trailing));
    }

    [SkippableFact]
    public void Elements_stand_in_the_order_that_the_samples_have()
    {
        // What stands before what in files that UBL's schema accepts.
        var before = new HashSet<(string Parent, string First, string Second)>();
        var samples = SharedSamples.Load("full").Select(sample => sample.Read()).ToList();
        foreach (var pair in samples.SelectMany(Neighbours)) before.Add(pair);
        var written = samples.Select(xml => UblReader.Read(xml)).OfType<ReadResult.Accepted>().SelectMany(accepted => Neighbours(Written(accepted.Document).ToArray())).ToHashSet();
        Assert.InRange(written.Count, 400, 4000);
        Assert.DoesNotContain(written, pair => before.Contains((pair.Parent, pair.Second, pair.First)) && !before.Contains(pair));
    }

    [Fact]
    public void A_carriage_return_and_markup_in_a_text_survive()
    {
        var document = Sample with { PaymentTerms = "a\r\nb <c> & \"d\" 🧾" };
        Assert.Equal(document, Parsed(Written(document)));
    }

    [Fact]
    public void A_sales_order_alone_is_written_beside_the_order_that_UBL_demands()
    {
        var document = Sample with { PurchaseOrderReference = null, SalesOrderReference = "S-1" };
        var written = Written(document);
        Assert.Contains("<cbc:ID>NA</cbc:ID>", Encoding.UTF8.GetString(written.Span), StringComparison.Ordinal);
        Assert.Equal(document, Parsed(written));
    }

    [Fact]
    public void A_purchase_order_that_is_called_NA_stays_where_no_sales_order_stands_beside_it()
    {
        var document = Sample with { PurchaseOrderReference = "NA", SalesOrderReference = null };
        Assert.Equal(document, Parsed(Written(document)));
    }

    private static bool RoundTrip(byte[] xml)
    {
        if (UblReader.Read(xml) is not ReadResult.Accepted accepted) return false;
        Assert.Null(DocumentCodec.Decode(DocumentCodec.Encode(Envelopes.Of(accepted.Document)), out var decoded));
        var written = Written(Assert.IsType<InvoiceDocument>(decoded!.Content)).ToArray();
        Assert.Equal(UblCanonical.Form(xml), UblCanonical.Form(written));
        Assert.Equal(accepted.Document, Assert.IsType<ReadResult.Accepted>(UblReader.Read(written)).Document);
        return true;
    }

    private static ByteString Written(InvoiceDocument document) => Assert.IsType<UblWriteResult.Written>(UblWriter.Write(document)).Xml;

    private static InvoiceDocument? Parsed(ByteString xml) => UblReader.Parse(xml.Memory, out _);

    // The elements that UBL's schema demands and the standard does not.
    private static InvoiceDocument AsUblReads(InvoiceDocument d) => d with
    {
        Totals = d.Totals with { Vat = d.Totals.Vat ?? (d.VatBreakdowns.Count > 0 ? 0 : null) },
        Lines = d.Lines.Select(line => line with
        {
            Price = line.Price with
            {
                Discount = line.Price.Discount ?? (line.Price.GrossPrice is null ? null : 0),
                BaseQuantity = line.Price.BaseQuantity ?? (line.Price.BaseQuantityUnitCode is null ? null : 1),
            },
        }).ToValueList(),
    };

    private static IEnumerable<(string Parent, string First, string Second)> Neighbours(byte[] xml)
    {
        using var stream = new MemoryStream(xml);
        foreach (var parent in XElement.Load(stream).DescendantsAndSelf())
        {
            var names = parent.Elements().Select(e => e.Name.LocalName).Distinct().ToList();
            for (var i = 0; i < names.Count; i++)
            {
                for (var j = i + 1; j < names.Count; j++) yield return (parent.Name.LocalName, names[i], names[j]);
            }
        }
    }
}
