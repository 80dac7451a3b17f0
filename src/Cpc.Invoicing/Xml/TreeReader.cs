using System.Text;
using System.Xml;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Xml;

/// <summary>
/// XML to a tree of a dialect's allowed elements, with every bound in force: no DTD, no resolver, strict UTF-8, sizes, depth.
/// Unknown elements and attributes become findings here, so what comes after sees only the allow-list.
/// </summary>
internal sealed class TreeReader(XmlDialect dialect, FindingList findings)
{
    private const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
    private const string Xmlns = "http://www.w3.org/2000/xmlns/";

    /// <summary>The deepest path of the allow-lists has 8 steps.</summary>
    private const int MaxDepth = 16;

    /// <summary>A full invoice of <see cref="DocumentLimits.MaxLines"/> lines has fewer.</summary>
    private const int MaxElements = 600_000;

    /// <summary>Namespace declarations of a generous root.</summary>
    private const int MaxAttributes = 64;

    /// <summary>Longer than any name of UBL.</summary>
    private const int MaxNameLength = 80;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The tree, or null where the file is no UBL invoice at all; either way look at the findings.</returns>
    public Element? Read(ReadOnlyMemory<byte> xml)
    {
        if (xml.Length > DocumentLimits.MaxXmlSize)
        {
            findings.Add(dialect.Rules.Limit, "file", $"{xml.Length} bytes",
                $"The file is larger than {DocumentLimits.MaxXmlSize} bytes: leave out or shrink attachments.", null);
            return null;
        }

        try
        {
            using var text = new StringReader(StrictUtf8.GetString(xml.Span).TrimStart('\uFEFF'));
            using var reader = XmlReader.Create(text, Settings());
            return ReadTree(reader);
        }
        catch (DecoderFallbackException)
        {
            findings.Add(dialect.Rules.Xml, "file", null, "The file is not valid UTF-8: save it as UTF-8.", null);
        }
        catch (XmlException e)
        {
            // The parser's own message can quote the document, so only the place is passed on.
            findings.Add(dialect.Rules.Xml, "file", $"line {e.LineNumber}, column {e.LinePosition}",
                "The file is not well-formed XML, or it holds a document type (DTD), which is never read: export it anew.", null);
        }

        return null;
    }

    internal static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = DocumentLimits.MaxXmlSize,
        MaxCharactersFromEntities = 1,
        IgnoreComments = true,
        CloseInput = true,
    };

    private Element? ReadTree(XmlReader reader)
    {
        Element? root = null;
        var open = new Stack<Element?>();
        var text = new StringBuilder();
        var elements = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.XmlDeclaration when !DeclaresUtf8(reader):
                    findings.Add(dialect.Rules.Xml, "file", reader.GetAttribute("encoding"),
                        "The file declares an encoding other than UTF-8: save it as UTF-8.", null);
                    return null;
                case XmlNodeType.ProcessingInstruction:
                    findings.Add(dialect.Rules.Xml, "file", Shorten(reader.Name),
                        "Processing instructions have no place in an invoice: remove it.", null);
                    return null;
                case XmlNodeType.Element:
                    if (++elements > MaxElements || reader.Depth >= MaxDepth)
                    {
                        findings.Add(dialect.Rules.Limit, "file", elements > MaxElements ? "elements" : "depth",
                            $"The file has more than {MaxElements} elements or is deeper than {MaxDepth}: no invoice is.", null);
                        return null;
                    }

                    var element = root is null ? Root(reader) : Child(reader, open.Peek());
                    if (root is null && element is null) return null;
                    root ??= element;
                    if (element is not null) Attributes(reader, element);
                    // Text before a child element is text where none belongs.
                    if (open.TryPeek(out var parent) && parent is not null) SetText(parent, text.ToString().Trim());
                    text.Clear();
                    if (!reader.IsEmptyElement) open.Push(element);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    text.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    if (open.Pop() is { } closed) SetText(closed, text.ToString().Trim());
                    text.Clear();
                    break;
            }
        }

        return root;
    }

    private static bool DeclaresUtf8(XmlReader reader) =>
        reader.GetAttribute("encoding") is not { } encoding || encoding.Equals("UTF-8", StringComparison.OrdinalIgnoreCase);

    private Element? Root(XmlReader reader)
    {
        if (dialect.Roots.TryGetValue((reader.LocalName, reader.NamespaceURI), out var shape)) return new Element(shape, null, 1);
        findings.Add(dialect.Rules.Root, "root", Shorten(reader.LocalName), $"The root element is not that of {dialect.Description}: export the document as such.", null);
        return null;
    }

    private Element? Child(XmlReader reader, Element? parent)
    {
        // Below a refused element nothing more needs saying.
        if (parent is null) return null;
        var name = QualifiedName(reader);
        if (!parent.Shape.Children.TryGetValue(name, out var shape))
        {
            var path = $"{parent.Path}/{name}";
            findings.Add(dialect.Rules.Element, path, name,
                $"The element {name} has no place in {parent.Shape.Name} of an EN 16931 invoice: remove it, or move its content to a field that has one.", path);
            return null;
        }

        if (parent.Count(shape) < shape.Max) return parent.Add(shape);
        findings.Add(dialect.Rules.Repeated, shape.Field, name,
            $"{name} ({shape.Field}) stands more than {shape.Max} time(s) in {parent.Shape.Name}: merge them into one or remove the surplus.", parent.Path);
        return null;
    }

    private string QualifiedName(XmlReader reader) => dialect.Prefixes.TryGetValue(reader.NamespaceURI, out var prefix)
        ? prefix + Shorten(reader.LocalName)
        : Shorten(reader.Name);

    // A name may be as long as the file, and findings repeat it.
    private static string Shorten(string name) => name.Length <= MaxNameLength ? name : name[..MaxNameLength] + "…";

    private void Attributes(XmlReader reader, Element element)
    {
        if (reader.AttributeCount > MaxAttributes)
        {
            findings.Add(dialect.Rules.Limit, element, $"{reader.AttributeCount} attributes", $"{element.Shape.Name} has more than {MaxAttributes} attributes: no invoice has.");
            return;
        }

        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI == Xmlns) continue;
            // A hint to validators, never fetched and no content.
            if (reader is { NamespaceURI: SchemaInstance, LocalName: "schemaLocation" }) continue;
            var known = reader.NamespaceURI.Length == 0 && element.Shape.Attributes.Any(attribute => attribute.Name == reader.LocalName);
            if (known && reader.Value.Length <= DocumentLimits.MaxTextLength) element.SetAttribute(reader.LocalName, reader.Value.Trim());
            else
            {
                var name = Shorten(reader.Name);
                findings.Add(dialect.Rules.Attribute, $"{element.Shape.Field}/@{name}", reader.Value,
                    $"The attribute {name} has no place on {element.Shape.Name} of an EN 16931 invoice (or is too long): remove it.", element.Path);
            }
        }

        reader.MoveToElement();
    }

    private void SetText(Element element, string text)
    {
        if (text.Length == 0) return;
        if (element.Shape.IsAggregate || element.Elements.Count > 0)
        {
            findings.Add(dialect.Rules.Value, element, text, $"{element.Shape.Name} holds elements, not text: remove the text.");
        }
        else if (text.Length > DocumentLimits.MaxTextLength && !element.Shape.Name.EndsWith("BinaryObject", StringComparison.Ordinal))
        {
            findings.Add(dialect.Rules.Limit, element, $"{text.Length} characters",
                $"The text is longer than {DocumentLimits.MaxTextLength} characters: shorten it or attach it as a document.");
        }
        else element.Text = text;
    }
}
