namespace Cpc.Actors.Api;

/// <summary>One finding of a validation.</summary>
/// <param name="Severity">error (the document is refused) or warning.</param>
/// <param name="Rule">The rule's id, e.g. "BR-CO-15".</param>
/// <param name="Field">The business term or group, e.g. "BT-112".</param>
/// <param name="Value">The value found, shortened.</param>
/// <param name="Message">What is wrong and the remedy.</param>
/// <param name="Location">Where: an element's path, or a line such as "BG-25[2]".</param>
public sealed record FindingView(string Severity, string Rule, string Field, string? Value, string Message, string? Location)
{
    public override string ToString() => $"FindingView({Rule}, redacted)";
}
