using System.Text.Json;
using Cpc.Cryptography;
using Cpc.Cryptography.Tests;
using Cpc.Sessions.Noise;
using Xunit.Abstractions;

namespace Cpc.Sessions.Tests;

public class NoiseVectorTests(ITestOutputHelper output)
{
    /// <summary>noise-c-basic's vector of our first contact, for machines without the file.</summary>
    internal const string TypedXX = """
        {
          "protocol_name": "Noise_XX_25519_ChaChaPoly_BLAKE2b",
          "init_prologue": "50726f6c6f677565313233",
          "init_static": "e61ef9919cde45dd5f82166404bd08e38bceb5dfdfded0a34c8df7ed542214d1",
          "init_ephemeral": "893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a",
          "resp_prologue": "50726f6c6f677565313233",
          "resp_static": "4a3acbfdb163dec651dfa3194dece676d437029c62a408b4c5ea9114246e4893",
          "resp_ephemeral": "bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b",
          "handshake_hash": "7f6b8a1de1faf8b5e153ded74c950d09c5caf62a8e2eeb73277671d4e65ef9ca2421a748a4af050284fa6f3eb40bb77f4ace99b7f3ea01db2953233a546a72d2",
          "messages": [
            {
              "payload": "4c756477696720766f6e204d69736573",
              "ciphertext": "ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c79444c756477696720766f6e204d69736573"
            },
            {
              "payload": "4d757272617920526f746862617264",
              "ciphertext": "95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f1448088430505b6745ce64a5f33f0e8e3b83f11ce8802bca507f4f2d8b564dbe277e1966157671ea3b8853f41ae9fb01b5198b7355056ae1319469b824a98d54bbaa82c264bbb329d7b104cdeeda568b40a097c"
            },
            {
              "payload": "462e20412e20486179656b",
              "ciphertext": "99579e1c1ee15e422a57ddd6b16d37087b17558e8369c18991b4b2ca3a824abf55433b8625300437ffbe733f1c6cf40b2de039eaaf156775e2d58021e5d46b9cb99b280c73026b50f27736"
            },
            {
              "payload": "4361726c204d656e676572",
              "ciphertext": "fc56eea290b3f3a21aac0c70cd5787b5ee99be37d2f4d751329b55"
            },
            {
              "payload": "4a65616e2d426170746973746520536179",
              "ciphertext": "bb31c9da10d5639a4cdb88a12f5c61de41bbc7df09bf75d94f8184fe4157f5c68f"
            },
            {
              "payload": "457567656e2042f6686d20766f6e2042617765726b",
              "ciphertext": "f6199cadb152fb27f82be0a0891ec76a33598ae92a46cab2fb5a8ed5bf48b7f267f8370af7"
            }
          ]
        }
        """;

    internal static NoiseVector TypedXXVector => new(JsonDocument.Parse(TypedXX).RootElement);

    [Fact]
    public void The_typed_vector_of_XX_over_BLAKE2b_is_met_to_the_byte() =>
        Assert.Null(NoiseReplay.FirstDifference(TypedXXVector, NoisePattern.XX, Blake2bHash.Instance));

    [SkippableFact]
    public void Every_vector_is_met_to_the_byte()
    {
        var tally = new VectorTally(NoiseVectorFile.Name);
        var perHash = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var patterns = new SortedSet<string>(StringComparer.Ordinal);
        int handshake = 0, transport = 0, hashes = 0;
        foreach (var (vector, pattern, hash) in NoiseVectorFile.Runnable(tally))
        {
            var difference = NoiseReplay.FirstDifference(vector, pattern, hash);
            tally.Record(vector.ProtocolName, true, accepted: difference is null);
            if (difference is not null) tally.Disagree($"{vector}: {difference}");
            perHash[hash.Name] = perHash.GetValueOrDefault(hash.Name) + 1;
            patterns.Add(pattern.Name);
            handshake += pattern.Messages.Count;
            transport += vector.Messages.Length - pattern.Messages.Count;
            if (vector.HandshakeHash is not null) hashes++;
        }

        output.WriteLine($"  {patterns.Count} patterns; {string.Join(", ", perHash.Select(h => $"{h.Key} {h.Value}"))}");
        output.WriteLine($"  {handshake} handshake messages, {transport} transport messages, {hashes} handshake hashes");
        output.WriteLine($"  {string.Join(' ', patterns)}");
        tally.Finish(output);
    }

    [Fact]
    public void A_vector_with_another_prologue_key_hash_or_byte_is_not_met()
    {
        // The control: a replay that compared nothing would pass here.
        Assert.NotNull(Difference(TypedXX.Replace("resp_prologue\": \"50", "resp_prologue\": \"51", StringComparison.Ordinal)));
        Assert.NotNull(Difference(TypedXX.Replace("init_static\": \"e6", "init_static\": \"ee", StringComparison.Ordinal)));
        Assert.NotNull(Difference(TypedXX.Replace("hash\": \"7f", "hash\": \"7e", StringComparison.Ordinal)));
        Assert.NotNull(Difference(TypedXX.Replace("ciphertext\": \"f6", "ciphertext\": \"f7", StringComparison.Ordinal)));
        Assert.NotNull(NoiseReplay.FirstDifference(TypedXXVector, NoisePattern.XX, NoiseHashes.Find("SHA512")!));
    }

    [Fact]
    public void The_products_BLAKE2b_agrees_with_a_second_one()
    {
        byte[] one = new byte[192], other = new byte[192];
        foreach (var length in new[] { 0, 1, 32, 64, 900, 5000 })
        {
            var (chainingKey, input) = (SecureRandom.Bytes(64), SecureRandom.Bytes(length));
            Blake2bHash.Instance.Hash(chainingKey, input, one.AsSpan(0, 64));
            NoiseHashes.OtherBlake2b.Hash(chainingKey, input, other.AsSpan(0, 64));
            Assert.Equal(other, one);
            if (length > 64) continue;
            Blake2bHash.Instance.Hkdf(chainingKey, input, one);
            NoiseHashes.OtherBlake2b.Hkdf(chainingKey, input, other);
            Assert.Equal(other, one);
        }
    }

    private static string? Difference(string json) =>
        NoiseReplay.FirstDifference(new NoiseVector(JsonDocument.Parse(json).RootElement), NoisePattern.XX, Blake2bHash.Instance);
}
