namespace Cpc.Actors.Api;

/// <summary>One step in a document's life.</summary>
public sealed record HistoryView(DateTimeOffset At, string What);
