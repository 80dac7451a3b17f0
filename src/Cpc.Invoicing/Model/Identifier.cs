namespace Cpc.Invoicing.Model;

/// <summary>An identifier with its scheme: ISO 6523 ICD, EAS, UNTDID 1153 or, for BT-32, the name of the tax.</summary>
public sealed record Identifier : DocumentPart
{
    public Identifier(string value, string? schemeId = null)
    {
        Value = value;
        SchemeId = schemeId;
    }

    public string Value { get; init; }

    public string? SchemeId { get; init; }
}
