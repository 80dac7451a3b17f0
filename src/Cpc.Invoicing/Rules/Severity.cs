namespace Cpc.Invoicing.Rules;

/// <summary>What a finding means for the document.</summary>
public enum Severity
{
    /// <summary>Worth telling the bookkeeper; the document stands.</summary>
    Warning,

    /// <summary>The document is refused.</summary>
    Error,
}
