using System.Text.Json;

namespace Cpc.Cryptography.Tests;

/// <summary>A file of Wycheproof: groups of cases, each case with a verdict.</summary>
internal static class WycheproofFile
{
    /// <summary>The cases of a file under wycheproof/ with their groups; skips the test where the file is absent.</summary>
    public static IEnumerable<(JsonElement Group, JsonElement Case)> Cases(string name)
    {
        var relativePath = "wycheproof/" + name;
        var path = VectorFiles.Find(relativePath);
        Skip.If(path is null, VectorFiles.Missing(relativePath));
        var root = JsonDocument.Parse(File.ReadAllBytes(path!)).RootElement;
        return root.GetProperty("testGroups").EnumerateArray()
            .SelectMany(g => g.GetProperty("tests").EnumerateArray(), (g, c) => (g, c));
    }

    /// <summary>A member in hexadecimal, as bytes.</summary>
    public static byte[] Hex(this JsonElement element, string member) =>
        Convert.FromHexString(element.GetProperty(member).GetString()!);

    /// <summary>"valid", "acceptable" or "invalid".</summary>
    public static string Verdict(this JsonElement vector) => vector.GetProperty("result").GetString()!;

    public static bool HasFlag(this JsonElement vector, string flag) =>
        vector.TryGetProperty("flags", out var flags) && flags.EnumerateArray().Any(f => f.GetString() == flag);

    /// <summary>Its number and comment, for messages.</summary>
    public static string Name(this JsonElement vector) =>
        $"case {vector.GetProperty("tcId").GetInt32()} ({(vector.TryGetProperty("comment", out var c) ? c.GetString() : "no comment")})";
}
