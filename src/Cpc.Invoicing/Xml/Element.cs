namespace Cpc.Invoicing.Xml;

/// <summary>An allowed element as it stands in the file: a node of the bounded tree between XML and the model.</summary>
internal sealed class Element(Shape shape, Element? parent, int position)
{
    private readonly List<Element> _children = [];
    private readonly Dictionary<string, string> _attributes = [];
    private readonly Dictionary<Shape, int> _counts = [];

    public Shape Shape => shape;

    /// <summary>Trimmed text; empty for an aggregate.</summary>
    public string Text { get; set; } = "";

    public IReadOnlyList<Element> Elements => _children;

    /// <summary>Path with positions where an element may repeat: /Invoice/cac:InvoiceLine[2]/cbc:ID.</summary>
    public string Path => parent is null
        ? "/" + shape.Name
        : $"{parent.Path}/{shape.Name}{(shape.Max > 1 ? $"[{position}]" : "")}";

    public Element Add(Shape childShape)
    {
        var count = _counts[childShape] = Count(childShape) + 1;
        var child = new Element(childShape, this, count);
        _children.Add(child);
        return child;
    }

    /// <summary>Counted, not searched: a file of surplus lines would cost their number squared.</summary>
    public int Count(Shape childShape) => _counts.GetValueOrDefault(childShape);

    public void SetAttribute(string name, string value) => _attributes[name] = value;

    /// <summary>The trimmed attribute, or null where it is absent or blank.</summary>
    public string? Attribute(string name) => _attributes.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>The child of that name, or null. Names are those of the allow-list.</summary>
    public Element? Child(string name) => _children.Find(child => child.Shape.Name == name);

    /// <summary>The descendant along the path, or null where a step is missing.</summary>
    public Element? Find(params ReadOnlySpan<string> path)
    {
        var element = this;
        foreach (var name in path)
        {
            element = element.Child(name);
            if (element is null) return null;
        }

        return element;
    }

    public IEnumerable<Element> Children(string name) => _children.Where(child => child.Shape.Name == name);

    /// <summary>Whether text stands in it or below it: an element without any says nothing.</summary>
    public bool HasContent => Text.Length > 0 || _children.Exists(child => child.HasContent);
}
