using System.Text.Json.Nodes;
using Cpc.Sessions.Tests.Model;

namespace Cpc.Sessions.Tests.Vectors;

/// <summary>Builds a JSON object: byte strings become lower-case hexadecimal.</summary>
internal static class VectorObject
{
    public static JsonObject Of(params (string Name, object Value)[] fields)
    {
        var result = new JsonObject();
        foreach (var (name, value) in fields) result[name] = Node(value);
        return result;
    }

    public static JsonArray List(IEnumerable<JsonObject> items) => [.. items];

    private static JsonNode? Node(object value) => value switch
    {
        byte[] bytes => ModelBytes.Hex(bytes),
        IEnumerable<byte[]> list => new JsonArray([.. list.Select(b => JsonValue.Create(ModelBytes.Hex(b)))]),
        Refusal refusal => (int)refusal,
        int number => number,
        uint number => number,
        string text => text,
        JsonNode node => node,
        _ => throw new ArgumentException($"No vector field of {value.GetType()}.", nameof(value)),
    };
}
