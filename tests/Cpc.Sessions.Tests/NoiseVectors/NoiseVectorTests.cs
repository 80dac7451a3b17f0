using Cpc.Cryptography;
using Cpc.Cryptography.Tests;
using Cpc.Sessions.Noise;
using Xunit.Abstractions;

namespace Cpc.Sessions.Tests;

public class NoiseVectorTests(ITestOutputHelper output)
{
    [Fact]
    public void The_typed_vector_of_XX_over_BLAKE2b_is_met_to_the_byte() =>
        Assert.Null(NoiseReplay.FirstDifference(TypedNoiseVectors.Parse(TypedNoiseVectors.XX), NoisePattern.XX, Blake2bHash.Instance));

    [Fact]
    public void The_typed_vector_of_KK_with_two_psks_over_BLAKE2b_is_met_to_the_byte() => Assert.Null(NoiseReplay.FirstDifference(
        TypedNoiseVectors.Parse(TypedNoiseVectors.KKPsk0Psk2), NoisePatternTable.Find("KKpsk0+psk2")!, Blake2bHash.Instance));

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
        Assert.NotNull(Difference(TypedNoiseVectors.XX.Replace("resp_prologue\": \"50", "resp_prologue\": \"51", StringComparison.Ordinal)));
        Assert.NotNull(Difference(TypedNoiseVectors.XX.Replace("init_static\": \"e6", "init_static\": \"ee", StringComparison.Ordinal)));
        Assert.NotNull(Difference(TypedNoiseVectors.XX.Replace("hash\": \"7f", "hash\": \"7e", StringComparison.Ordinal)));
        Assert.NotNull(Difference(TypedNoiseVectors.XX.Replace("ciphertext\": \"f6", "ciphertext\": \"f7", StringComparison.Ordinal)));
        Assert.NotNull(NoiseReplay.FirstDifference(TypedNoiseVectors.Parse(TypedNoiseVectors.XX), NoisePattern.XX, NoiseHashes.Find("SHA512")!));
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
        NoiseReplay.FirstDifference(TypedNoiseVectors.Parse(json), NoisePattern.XX, Blake2bHash.Instance);
}
