using Cpc.Actors.Documents;

namespace Cpc.Actors.Lists;

/// <summary>To the catalog: a question that waits until the lists are whole. Answered by a Problem when that takes long.</summary>
internal interface ICatalogQuestion;

/// <summary>Answered by <see cref="DocumentCount"/>.</summary>
internal sealed record CountDocuments : ICatalogQuestion
{
    public static readonly CountDocuments Instance = new();
}

/// <param name="Statuses">How many documents have each status.</param>
internal sealed record DocumentCount(int Documents, IReadOnlyDictionary<string, int> Statuses);

/// <summary>Asks for a page, newest first; answered by <see cref="DocumentsFound"/>.</summary>
/// <param name="After">The last of the page before; null for the first.</param>
/// <param name="Limit">Rows at most, up to <see cref="MaxLimit"/>.</param>
internal sealed record FindDocuments(DocumentFilter Filter, DocumentKey? After, int Limit) : ICatalogQuestion
{
    public const int MaxLimit = 1000;
}

/// <param name="Next">What to ask after; null on the last page.</param>
internal sealed record DocumentsFound(IReadOnlyList<ListEntry> Entries, DocumentKey? Next);

/// <summary>Asks which documents have an id that begins so; answered by <see cref="DocumentsNamed"/>.</summary>
internal sealed record NameDocument(string Beginning) : ICatalogQuestion;

/// <param name="Keys">At most two: more than one is ambiguous.</param>
internal sealed record DocumentsNamed(IReadOnlyList<DocumentKey> Keys);

/// <summary>Builds the lists anew from the whole journal; answered by <see cref="ListsRebuilt"/>.</summary>
internal sealed record RebuildLists : ICatalogQuestion
{
    public static readonly RebuildLists Instance = new();
}

/// <param name="Changed">Rows that were not what the journal says: missing, different or too many.</param>
internal sealed record ListsRebuilt(int Documents, int Changed);
