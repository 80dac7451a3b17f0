namespace Cpc.Actors.Lists;

/// <summary>How far the journal is known to be in the lists: its event with this ordering, and which one that was, so that
/// another journal in its place is noticed.</summary>
/// <param name="Ordering">The journal's own running number.</param>
internal sealed record ListPosition(long Ordering, string PersistenceId, long SequenceNr)
{
    /// <summary>Before the first event.</summary>
    public static readonly ListPosition Start = new(0, "", 0);
}
