namespace Cpc.Actors.Api;

/// <summary>A document that was handed in to be sent once.</summary>
/// <param name="Already">It had been issued to this partner before; nothing was done.</param>
public sealed record ImportView(DocumentView Document, bool Already);
