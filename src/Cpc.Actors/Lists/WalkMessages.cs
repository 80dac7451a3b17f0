using Cpc.Actors.Documents;

namespace Cpc.Actors.Lists;

/// <summary>From a walk to the catalog: the journal has these documents up to these events. Answered by <see cref="Wanted"/>.</summary>
internal sealed record Seen(IReadOnlyList<(DocumentKey Key, long SequenceNr)> Documents);

/// <summary>Those of them that the lists don't have so far.</summary>
internal sealed record Wanted(IReadOnlySet<DocumentKey> Keys);

/// <summary>From a walk to the catalog: rows made from the journal, which is known up to the position. Answered by
/// <see cref="Noted"/>.</summary>
/// <param name="Position">Null where the walk did not go by the journal's order.</param>
internal sealed record Walked(IReadOnlyList<ListEntry> Entries, IReadOnlyList<DocumentKey> Unreadable, ListPosition? Position);

/// <summary>The walk may go on.</summary>
internal sealed record Noted
{
    public static readonly Noted Instance = new();
}

/// <summary>A walk is over.</summary>
/// <param name="OtherJournal">The position's event is not there: the lists are those of another journal.</param>
/// <param name="Fault">Why it ended early; null when it did not.</param>
internal sealed record WalkEnded(bool OtherJournal, string? Fault = null);
