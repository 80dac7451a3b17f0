using System.Security.Cryptography;
using Cpc.Sessions.Noise;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;

namespace Cpc.Sessions.Tests;

/// <summary>The four hashes of Noise §12: BLAKE2b of the product, the others for the vectors alone.</summary>
internal static class NoiseHashes
{
    /// <summary>A second BLAKE2b, to compare the product's with.</summary>
    public static readonly NoiseHash OtherBlake2b = new HmacNoiseHash("BLAKE2b", 64, 128, m => Digest(new Blake2bDigest(512), m));

    private static readonly NoiseHash[] All =
    [
        Blake2bHash.Instance,
        new HmacNoiseHash("BLAKE2s", 32, 64, m => Digest(new Blake2sDigest(256), m)),
        new HmacNoiseHash("SHA256", 32, 64, SHA256.HashData),
        new HmacNoiseHash("SHA512", 64, 128, SHA512.HashData),
    ];

    /// <summary>The hash of a name in a protocol name, or null.</summary>
    public static NoiseHash? Find(string name) => All.FirstOrDefault(hash => hash.Name == name);

    private static byte[] Digest(IDigest digest, byte[] message)
    {
        digest.BlockUpdate(message, 0, message.Length);
        var output = new byte[digest.GetDigestSize()];
        digest.DoFinal(output, 0);
        return output;
    }
}
