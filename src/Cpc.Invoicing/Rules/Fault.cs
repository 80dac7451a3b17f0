namespace Cpc.Invoicing.Rules;

/// <summary>One place where a rule is broken.</summary>
/// <param name="Value">What was found.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Location">Which line or group, where there are several.</param>
internal sealed record Fault(string? Value, string Remedy, string? Location = null)
{
    public override string ToString() => "Fault(redacted)";
}
