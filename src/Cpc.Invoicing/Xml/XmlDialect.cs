namespace Cpc.Invoicing.Xml;

/// <summary>A kind of file that the node reads: UBL or CII.</summary>
internal sealed record XmlDialect
{
    public required XmlRules Rules { get; init; }

    /// <summary>What it is, for messages: "a UBL 2.1 Invoice or CreditNote".</summary>
    public required string Description { get; init; }

    /// <summary>The root elements by local name and namespace.</summary>
    public required IReadOnlyDictionary<(string Name, string Namespace), Shape> Roots { get; init; }

    /// <summary>The customary prefix of each namespace, with its colon.</summary>
    public required IReadOnlyDictionary<string, string> Prefixes { get; init; }
}
