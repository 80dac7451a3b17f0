namespace Cpc.Actors.Api;

/// <summary>A page of documents, newest first.</summary>
/// <param name="Next">The cursor of the page after it; null on the last one.</param>
public sealed record DocumentPage(IReadOnlyList<DocumentView> Documents, string? Next);
