using Cpc.Cryptography;

namespace Cpc.Actors.Api;

/// <summary>The hash of a file that leaves the node, for whoever checks it later ('b3sum --check').</summary>
public static class FileHash
{
    /// <returns>BLAKE3-256, 64 hex digits.</returns>
    public static string Of(ReadOnlySpan<byte> file) => Convert.ToHexStringLower(Blake3.Hash(file));
}
