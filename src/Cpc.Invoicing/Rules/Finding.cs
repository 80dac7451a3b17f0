namespace Cpc.Invoicing.Rules;

/// <summary>
/// One reason for which a document is refused or doubted, in words a bookkeeper can act on.
/// </summary>
/// <param name="RuleId">Rule of EN 16931 (BR-…), of the UBL binding (UBL-…), of Peppol, or of this node (CPC-…).</param>
/// <param name="Field">Business term or group (BT-131, BG-23), or the UBL element where it has none.</param>
/// <param name="Value">What was found, shortened; null where nothing was.</param>
/// <param name="Message">What is wrong and what to do about it.</param>
/// <param name="Location">Where: the UBL path with positions, or the line; null where the field says it all.</param>
public sealed record Finding(
    string RuleId, string Field, string? Value, string Message, Severity Severity = Severity.Error, string? Location = null)
{
    private const int MaxValueLength = 80;

    public string? Value { get; init; } = Shorten(Value);

    /// <summary>Rule, field and severity only: value and message may hold what the document says.</summary>
    public override string ToString() => $"{RuleId} {Field} {Severity} (redacted)";

    private static string? Shorten(string? value)
    {
        if (value is not { Length: > MaxValueLength }) return value;
        // Half a surrogate pair would be no text.
        var length = char.IsHighSurrogate(value[MaxValueLength - 1]) ? MaxValueLength - 1 : MaxValueLength;
        return value[..length] + "…";
    }
}
