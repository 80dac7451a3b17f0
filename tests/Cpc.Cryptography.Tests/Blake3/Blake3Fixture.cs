using System.Buffers.Binary;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;

namespace Cpc.Cryptography.Tests;

/// <summary>What the BLAKE3 tests share: the modes, the paths, BouncyCastle as the second opinion, and test bytes.</summary>
internal static class Blake3Fixture
{
    public const string Context = "BLAKE3 2019-12-27 16:29:52 test vectors context";

    public static readonly string[] Modes = ["hash", "keyed_hash", "derive_key"];

    public static readonly string[] Paths = Enum.GetNames<Blake3Path>();

    public static byte[] Key => "whats the Elvish word for friend"u8.ToArray();

    private static ReadOnlySpan<byte> ContextBytes => "BLAKE3 2019-12-27 16:29:52 test vectors context"u8;

    /// <summary>The path of this name; skips the test where the machine lacks it.</summary>
    public static Blake3Path Require(string path)
    {
        var parsed = Enum.Parse<Blake3Path>(path);
        Skip.IfNot(Blake3Paths.IsAvailable(parsed), $"This machine has no {path} path.");
        return parsed;
    }

    public static byte[] Hash(Blake3Path path, string mode, ReadOnlySpan<byte> input, int length)
    {
        var output = new byte[length];
        switch (mode)
        {
            case "hash": Blake3.Hash(path, input, output); break;
            case "keyed_hash": Blake3.KeyedHash(path, Key, input, output); break;
            default: Blake3.DeriveKey(path, ContextBytes, input, output); break;
        }

        return output;
    }

    public static void Create(Blake3Path path, string mode, out Blake3Hasher hasher)
    {
        switch (mode)
        {
            case "hash": hasher = Blake3Hasher.Create(path); break;
            case "keyed_hash": Blake3Hasher.CreateKeyed(path, Key, out hasher); break;
            default: Blake3Hasher.CreateDeriveKey(path, ContextBytes, out hasher); break;
        }
    }

    public static byte[] BouncyCastle(string mode, byte[] input, int offset, int count, int length)
    {
        var digest = new Blake3Digest(256);
        if (mode == "keyed_hash") digest.Init(Blake3Parameters.Key(Key));
        if (mode == "derive_key") digest.Init(Blake3Parameters.Context(ContextBytes.ToArray()));
        digest.BlockUpdate(input, offset, count);
        var output = new byte[length];
        digest.OutputFinal(output, 0, length);
        return output;
    }

    /// <summary>Bytes that look random and are the same for the same seed (SplitMix64).</summary>
    public static byte[] Bytes(int length, ulong seed = 1)
    {
        var bytes = new byte[length + 8];
        for (var i = 0; i < length; i += 8)
        {
            seed += 0x9E3779B97F4A7C15;
            var z = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i), z ^ (z >> 31));
        }

        return bytes[..length];
    }

    public static TheoryData<string> EachPath() => [.. Paths];

    public static TheoryData<string, string> EachPathAndMode()
    {
        var data = new TheoryData<string, string>();
        foreach (var path in Paths)
        {
            foreach (var mode in Modes) data.Add(path, mode);
        }

        return data;
    }
}
