using Cpc.Actors.Documents;
using Cpc.Actors.Lists;
using Cpc.Cryptography;

namespace Cpc.Actors.Tests.Lists;

/// <summary>Filters, order and pages of the index over all documents.</summary>
public class ListIndexTests
{
    private const int Number = 100;

    private readonly ListIndex _index = new();
    private readonly List<ListEntry> _entries =
        [.. Enumerable.Range(0, Number).Select(n => Entries.Of(n, n % 3 == 0 ? Entries.Mill : Entries.Bakery, n % 7 == 0 ? "queued" : "delivered"))];

    public ListIndexTests()
    {
        // Out of order, as a peer's documents may come.
        foreach (var entry in _entries.OrderBy(e => e.View.Payable * 37 % 101)) _index.Set(IndexEntry.Of(entry));
    }

    [Fact]
    public void Of_texts_that_a_peer_chose_the_beginning_is_kept() =>
        Assert.InRange(IndexEntry.Of(Entries.Of(1, number: new string('1', 100_000), buyer: new string('b', 100_000))).Text.Length, 400, 700);

    public static TheoryData<string> Filters => [.. Known.Keys];

    // Each filter beside the same said in LINQ.
    private static Dictionary<string, (DocumentFilter Filter, Func<ListEntry, bool> Passes)> Known { get; } = new()
    {
        ["all"] = (DocumentFilter.All, _ => true),
        ["partner"] = (new DocumentFilter(Partner: Entries.Mill), e => e.View.Peer == Entries.Mill.ToString()),
        ["status"] = (new DocumentFilter(Status: "QUEUED"), e => e.View.Status == "queued"),
        ["direction"] = (new DocumentFilter(Direction: "sent"), e => e.View.Direction == "sent"),
        ["kind"] = (new DocumentFilter(Kind: "creditnote"), e => e.View.Kind == "creditNote"),
        ["from"] = (new DocumentFilter(From: new DateOnly(2026, 1, 4)), e => e.View.IssueDate >= new DateOnly(2026, 1, 4)),
        ["to"] = (new DocumentFilter(To: new DateOnly(2026, 1, 4)), e => e.View.IssueDate <= new DateOnly(2026, 1, 4)),
        ["amounts"] = (new DocumentFilter(Min: 10.5m, Max: 20.5m), e => e.View.Payable is >= 10.5m and <= 20.5m),
        ["currency"] = (new DocumentFilter(Currency: "USD"), _ => false),
        ["number"] = (new DocumentFilter(Text: "2026-1"), e => e.View.Number.Contains("2026-1", StringComparison.Ordinal)),
        ["buyer"] = (new DocumentFilter(Text: "bÄCKER"), _ => true),
        ["not across fields"] = (new DocumentFilter(Text: "coopb"), _ => false),
        ["together"] = (new DocumentFilter(Entries.Bakery, "delivered", "received", Min: 3), e =>
            e.View.Peer == Entries.Bakery.ToString() && e.View is { Status: "delivered", Direction: "received", Payable: >= 3 }),
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void Pages_hold_what_passes_newest_first_each_once(string name)
    {
        var (filter, passes) = Known[name];
        var expected = _entries.Where(passes).Select(e => e.Key).Reverse().ToList();
        foreach (var limit in new[] { 1, 7, Number, 2 * Number })
        {
            var found = new List<DocumentKey>();
            DocumentKey? after = null;
            bool more;
            do
            {
                var page = _index.Page(filter, after, limit, out more);
                Assert.True(page.Count == limit || !more);
                found.AddRange(page.Select(e => e.Key));
                if (page.Count > 0) after = page[^1].Key;
            }
            while (more);
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void A_page_goes_on_where_the_last_one_ended_though_documents_came_and_went()
    {
        var first = _index.Page(DocumentFilter.All, null, 10, out _);
        _index.Set(IndexEntry.Of(Entries.Of(Number + 1)));
        _index.Remove(first[^1].Key);
        Assert.Equal(_entries[Number - 11].Key, _index.Page(DocumentFilter.All, first[^1].Key, 1, out _)[0].Key);
    }

    [Fact]
    public void A_newer_row_takes_the_place_of_the_older()
    {
        _index.Set(IndexEntry.Of(_entries[5] with { Revision = 4, View = _entries[5].View with { Status = "accepted" } }));
        Assert.Equal((Number, 4), (_index.Count, _index.RevisionOf(_entries[5].Key)));
        Assert.Equal(_entries[5].Key, Assert.Single(_index.Page(new DocumentFilter(Status: "accepted"), null, 10, out _)).Key);
        Assert.Equal(1, _index.Statuses()["accepted"]);
    }

    [Fact]
    public void A_first_page_looks_at_no_more_documents_than_it_shows()
    {
        _index.Page(DocumentFilter.All, null, 10, out _);
        Assert.Equal(11, _index.Examined);
    }

    [Fact]
    public void A_beginning_of_an_id_names_its_document_and_an_ambiguous_one_two()
    {
        var id = _entries[50].Key.Id.ToString("N");
        Assert.Equal(_entries[50].Key, Assert.Single(_index.Beginning(id)));
        Assert.Equal(_entries[50].Key, Assert.Single(_index.Beginning(id[..31].ToUpperInvariant())));
        Assert.Equal(2, _index.Beginning(id[..4]).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("ffffffff")]
    [InlineData("zzzz")]
    [InlineData("00000000000000000000000000000000000000")]
    public void What_begins_no_id_names_no_document(string beginning) => Assert.Empty(_index.Beginning(beginning));

    [Fact]
    public void Ids_are_in_the_order_of_their_bytes()
    {
        var ids = Enumerable.Range(0, 500).Select(_ => new Guid(SecureRandom.Bytes(16), bigEndian: true)).ToList();
        var index = new ListIndex();
        foreach (var id in ids)
        {
            var entry = Entries.Of(1);
            index.Set(IndexEntry.Of(entry with { Key = new DocumentKey(Entries.Us, id) }));
        }

        Assert.Equal(ids.Select(i => i.ToString("N")).OrderDescending(StringComparer.Ordinal), index.Page(DocumentFilter.All, null, 1000, out _).Select(e => e.Key.Id.ToString("N")));
    }
}
