using System.Globalization;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Xml;

/// <summary>
/// Reads the notation of the allow-lists. One element a line, children two spaces deeper:
/// <c>name count field [@attribute[!rule]]… [!rule] [only]</c>, where count is a number, n (any) or lines (as many as
/// lines), field a BT or BG or <c>-</c>, <c>!rule</c> the rule that demands it, and only names the one kind of root
/// that has it.
/// </summary>
internal static class ShapeNotation
{
    /// <param name="kind">The root's kind: a letter that <c>only</c> is compared with.</param>
    public static Shape Parse(string root, string text, char kind = '-')
    {
        var shape = new Shape { Name = root, Field = "-", Max = 1 };
        var open = new List<Shape> { shape };
        var skippedDepth = int.MaxValue;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var depth = (line.Length - line.TrimStart(' ').Length) / 2;
            if (depth > skippedDepth) continue;
            skippedDepth = int.MaxValue;
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[^1] is [var only] && char.IsAsciiLetterUpper(only) && only != kind)
            {
                skippedDepth = depth;
                continue;
            }

            var child = ParseLine(words);
            open.RemoveRange(depth + 1, open.Count - depth - 1);
            open[depth].Children.Add(child.Name, child);
            open.Add(child);
        }

        return shape;
    }

    private static Shape ParseLine(string[] words)
    {
        var attributes = new List<ShapeAttribute>();
        string? requiredBy = null;
        foreach (var word in words[3..])
        {
            if (word[0] == '!') requiredBy = word[1..];
            if (word[0] != '@') continue;
            var parts = word[1..].Split('!');
            attributes.Add(new ShapeAttribute(parts[0], parts.Length > 1 ? parts[1] : null));
        }

        return new Shape
        {
            Name = words[0],
            Field = words[2] == "-" ? words[0] : words[2],
            Max = words[1] switch
            {
                "lines" => DocumentLimits.MaxLines,
                "n" => DocumentLimits.MaxRepetitions,
                var count => int.Parse(count, CultureInfo.InvariantCulture),
            },
            RequiredBy = requiredBy,
            Attributes = attributes,
        };
    }
}
