namespace Cpc.Invoicing.Xml;

/// <summary>The names of the node's own rules about a file of one dialect; what each means: <see cref="Ubl.UblRules"/>.</summary>
internal sealed class XmlRules(string prefix)
{
    public string Xml { get; } = prefix + "-XML";

    public string Limit { get; } = prefix + "-LIMIT";

    public string Root { get; } = prefix + "-ROOT";

    public string Element { get; } = prefix + "-ELEMENT";

    public string Attribute { get; } = prefix + "-ATTRIBUTE";

    public string Repeated { get; } = prefix + "-REPEATED";

    public string Value { get; } = prefix + "-VALUE";

    public string Currency { get; } = prefix + "-CURRENCY";
}
