using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cpc.Sessions.Tests.Vectors;

/// <summary>docs/vectors/session-v1.json.</summary>
internal static class VectorFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Path
    {
        get
        {
            var at = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(System.IO.Path.Combine(at.FullName, "CpcActors.sln"))) at = at.Parent ?? throw new DirectoryNotFoundException("No repository above the tests.");
            return System.IO.Path.Combine(at.FullName, "docs", "vectors", "session-v1.json");
        }
    }

    public static string Text(JsonObject vectors) => vectors.ToJsonString(Options).ReplaceLineEndings("\n") + "\n";

    public static JsonObject Read() => JsonNode.Parse(File.ReadAllText(Path))!.AsObject();

    /// <summary>The bytes of a hexadecimal field.</summary>
    public static byte[] Hex(this JsonNode node, string name) => Convert.FromHexString((string)node[name]!);

    public static int Int(this JsonNode node, string name) => (int)node[name]!;

    public static string Str(this JsonNode node, string name) => (string)node[name]!;

    /// <summary>A list that must not be empty: an empty one would let every test of it pass.</summary>
    public static IReadOnlyList<JsonNode> List(this JsonNode node, string name)
    {
        var list = node[name]!.AsArray();
        Assert.NotEmpty(list);
        return [.. list.Select(n => n!)];
    }
}
