namespace Cpc.Actors.Api;

/// <summary>What came of building the lists anew.</summary>
/// <param name="Changed">Documents that were not listed as the journal has them: missing, different or too many.</param>
public sealed record RebuildView(int Documents, int Changed);
