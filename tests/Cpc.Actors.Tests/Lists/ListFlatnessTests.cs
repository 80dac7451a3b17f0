using Cpc.Actors.Lists;
using Cpc.Cryptography;
using Cpc.SecureMemory;

namespace Cpc.Actors.Tests.Lists;

/// <summary>With a hundred times the documents a page is the same work, counted in rows opened and entries looked at.</summary>
[Trait("Category", "Long")]
public sealed class ListFlatnessTests : IDisposable
{
    private const int PageSize = 100;

    private readonly string _folder = Directory.CreateTempSubdirectory("cpc-flat-").FullName;
    private readonly SecureStorage _storage = SecureStorage.Create(new SecureStorageOptions { WhenNotLocked = WhenNotLocked.Warn }).Storage!;

    public void Dispose()
    {
        _storage.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_page_of_a_hundred_thousand_documents_is_the_work_of_a_page_of_a_thousand()
    {
        Assert.Equal((PageSize, PageSize + 1), WorkOfPage(1_000, DocumentFilter.All));
        Assert.Equal((PageSize, PageSize + 1), WorkOfPage(100_000, DocumentFilter.All));
    }

    [Fact]
    public void A_search_that_finds_one_opens_one_row_and_looks_at_each_document_once()
    {
        Assert.Equal((1, 1_000), WorkOfPage(1_000, new DocumentFilter(Text: "the-oldest")));
        Assert.Equal((1, 100_000), WorkOfPage(100_000, new DocumentFilter(Text: "the-oldest")));
    }

    // Rows opened, entries looked at.
    private (long Rows, long Examined) WorkOfPage(int documents, DocumentFilter filter)
    {
        using var store = ListStore.Open(Path.Combine(_folder, $"{documents}.db"), new DataCipher(Secret.Seal(_storage, SecureRandom.Bytes(32))));
        store.Write(Enumerable.Range(0, documents).Select(n => Entries.Of(n, number: n == 0 ? "The-Oldest" : "")), [], new ListPosition(1, "x", 1));
        var index = new ListIndex();
        foreach (var entry in store.All()) index.Set(IndexEntry.Of(entry));
        Assert.Equal(documents, index.Count);

        var rows = store.RowsRead;
        foreach (var found in index.Page(filter, null, PageSize, out _)) Assert.NotNull(store.Read(found.Key));
        return (store.RowsRead - rows, index.Examined);
    }
}
