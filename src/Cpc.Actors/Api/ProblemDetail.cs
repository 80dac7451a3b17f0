namespace Cpc.Actors.Api;

/// <summary>One finding.</summary>
/// <param name="Rule">The rule's id, e.g. "BR-CO-15".</param>
/// <param name="Field">The field, e.g. "BT-112", or an element's path.</param>
/// <param name="Value">The value found.</param>
/// <param name="Message">What is wrong and the remedy.</param>
public sealed record ProblemDetail(string Rule, string Field, string? Value, string Message);
