using Cpc.Cryptography.Tests;
using Cpc.Sessions.Noise;
using Xunit.Abstractions;

namespace Cpc.Sessions.Tests;

public class NoiseTamperTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void A_flipped_bit_in_each_handshake_message_of_every_vector_is_refused()
    {
        var tally = new VectorTally(NoiseVectorFile.Name);
        var number = 0;
        foreach (var (vector, pattern, hash) in NoiseVectorFile.Runnable(tally))
        {
            for (var message = 0; message < pattern.Messages.Count; message++)
            {
                // Another bit in each: the first of all, the last of all, and one that wanders through the positions.
                var bits = vector.Messages[message].Ciphertext.Length * 8;
                foreach (var bit in new[] { 0, bits - 1, number++ * 37 % bits })
                    Record(tally, vector, pattern, hash, message, $"bit {bit}", m => NoiseTampering.Flip(m, bit));
            }
        }

        tally.Finish(output);
    }

    [SkippableFact]
    public void A_handshake_message_cut_or_lengthened_by_a_byte_is_refused()
    {
        var tally = new VectorTally(NoiseVectorFile.Name);
        foreach (var (vector, pattern, hash) in NoiseVectorFile.Runnable(tally).Where(v => v.Hash == Blake2bHash.Instance))
        {
            for (var message = 0; message < pattern.Messages.Count; message++)
            {
                Record(tally, vector, pattern, hash, message, "cut", m => m[..^1]);
                Record(tally, vector, pattern, hash, message, "lengthened", m => [.. m, 0]);
                Record(tally, vector, pattern, hash, message, "empty", _ => []);
            }
        }

        tally.Finish(output);
    }

    [SkippableFact]
    public void An_ephemeral_that_is_not_canonical_is_refused_at_once()
    {
        var tally = new VectorTally(NoiseVectorFile.Name);
        foreach (var (vector, pattern, hash) in NoiseVectorFile.Runnable(tally).Where(v => v.Hash == Blake2bHash.Instance))
        {
            // With bit 255 set it names the same point: no secret differs, only the bytes.
            using var pair = new NoisePair(vector, pattern, hash);
            var read = pair.Responder.TryReadTokens(NoiseTampering.Flip(vector.Messages[0].Ciphertext, 255));
            tally.Record(vector.ProtocolName, expectAccepted: false, accepted: read >= 0);
        }

        tally.Finish(output);
    }

    [Fact]
    public void Every_flipped_bit_of_the_typed_vector_is_refused()
    {
        var tally = new VectorTally("the typed vector");
        var vector = TypedNoiseVectors.Parse(TypedNoiseVectors.XX);
        for (var message = 0; message < 3; message++)
        {
            for (var bit = 0; bit < vector.Messages[message].Ciphertext.Length * 8; bit++)
                Record(tally, vector, NoisePattern.XX, Blake2bHash.Instance, message, $"bit {bit}", m => NoiseTampering.Flip(m, bit));
        }

        tally.Finish(output);
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public void A_flipped_bit_in_every_byte_of_every_handshake_message_is_refused()
    {
        var tally = new VectorTally(NoiseVectorFile.Name);
        foreach (var (vector, pattern, hash) in NoiseVectorFile.Runnable(tally))
        {
            for (var message = 0; message < pattern.Messages.Count; message++)
            {
                for (var at = 0; at < vector.Messages[message].Ciphertext.Length; at++)
                    Record(tally, vector, pattern, hash, message, $"byte {at}", m => NoiseTampering.Flip(m, (at * 8) + (at % 8)));
            }
        }

        tally.Finish(output);
    }

    private static void Record(VectorTally tally, NoiseVector vector, NoisePattern pattern, NoiseHash hash, int message,
        string what, Func<byte[], byte[]> change)
    {
        var fault = NoiseTampering.Fault(vector, pattern, hash, message, change);
        tally.Record($"{vector}, message {message}, {what}", expectAccepted: false, accepted: fault is not null);
        if (fault is not null) tally.Disagree($"{vector}, message {message}, {what}: {fault}");
    }
}
