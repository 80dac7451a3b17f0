namespace Cpc.Actors.Api;

/// <summary>Why something was refused, in words for the person who asked.</summary>
/// <param name="Code">Stable, for scripts, e.g. "unknown-peer", "no-consent", "invalid-document".</param>
/// <param name="Message">What is wrong and what to do about it.</param>
/// <param name="Details">Findings of a document, one for each.</param>
public sealed record Problem(string Code, string Message, IReadOnlyList<ProblemDetail>? Details = null);
