using System.Text.Json;

namespace Cpc.Cryptography.Tests;

/// <summary>The official vectors: 35 lengths, three modes, 131 bytes of output each.</summary>
public class Blake3VectorTests
{
    private static readonly Lazy<JsonElement?> Vectors = new(() =>
    {
        var path = VectorFiles.Find("blake3/test_vectors.json");
        return path is null ? null : JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
    });

    [SkippableTheory]
    [MemberData(nameof(Blake3Fixture.EachPathAndMode), MemberType = typeof(Blake3Fixture))]
    public void The_official_vectors_are_met_at_once_and_in_pieces(string pathName, string mode)
    {
        var path = Blake3Fixture.Require(pathName);
        Skip.If(Vectors.Value is null, VectorFiles.Missing("blake3/test_vectors.json"));
        var root = Vectors.Value!.Value;
        Assert.Equal(Blake3Fixture.Context, root.GetProperty("context_string").GetString());
        Assert.Equal(Blake3Fixture.Key, System.Text.Encoding.ASCII.GetBytes(root.GetProperty("key").GetString()!));

        var cases = root.GetProperty("cases").EnumerateArray().ToList();
        Assert.Equal(35, cases.Count);
        foreach (var vector in cases)
        {
            var input = new byte[vector.GetProperty("input_len").GetInt32()];
            for (var i = 0; i < input.Length; i++) input[i] = (byte)(i % 251);
            var expected = Convert.FromHexString(vector.GetProperty(mode).GetString()!);

            Assert.Equal(expected, Blake3Fixture.Hash(path, mode, input, expected.Length));
            Assert.Equal(expected[..32], Blake3Fixture.Hash(path, mode, input, 32));

            Blake3Fixture.Create(path, mode, out var hasher);
            for (var at = 0; at < input.Length; at += 777) hasher.Update(input.AsSpan(at, Math.Min(777, input.Length - at)));
            var output = new byte[expected.Length];
            hasher.Finish(output);
            hasher.Clear();
            Assert.Equal(expected, output);
        }
    }
}
