namespace Cpc.Actors.Api;

/// <summary>Who asks.</summary>
/// <param name="Name">e.g. "uid:1000".</param>
public sealed record Caller(string Name);
