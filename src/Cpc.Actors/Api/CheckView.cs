namespace Cpc.Actors.Api;

/// <summary>One thing the doctor looked at.</summary>
/// <param name="Check">Stable, for scripts, e.g. "disk", "path tls".</param>
/// <param name="Outcome">ok, warning, problem or skipped.</param>
/// <param name="Text">What was found, in plain words.</param>
/// <param name="Remedy">What to do about it; null where nothing needs to be done.</param>
public sealed record CheckView(string Check, string Outcome, string Text, string? Remedy = null);
