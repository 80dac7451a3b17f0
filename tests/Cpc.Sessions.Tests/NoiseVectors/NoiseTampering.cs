using Cpc.Sessions.Noise;

namespace Cpc.Sessions.Tests;

/// <summary>Replays a vector's handshake with one message changed.</summary>
internal static class NoiseTampering
{
    /// <summary>
    /// What the change leads to: null when it is refused and the refusal is final, else what went wrong. A message
    /// whose payload is in the clear has nothing to be refused by; then the next one, over another hash, must be.
    /// </summary>
    public static string? Fault(NoiseVector vector, NoisePattern pattern, NoiseHash hash, int message, Func<byte[], byte[]> change)
    {
        using var pair = new NoisePair(vector, pattern, hash);
        for (var i = 0; i < message; i++)
        {
            NoisePair.Write(pair.Sender(i), vector.Messages[i].Payload);
            if (NoisePair.Read(pair.Receiver(i), vector.Messages[i].Ciphertext) is null) return $"message {i} is refused unchanged";
        }

        NoisePair.Write(pair.Sender(message), vector.Messages[message].Payload);
        var receiver = pair.Receiver(message);
        if (NoisePair.Read(receiver, change(vector.Messages[message].Ciphertext)) is null) return NotFinal(receiver);

        var next = message + 1;
        if (next == pattern.Messages.Count) return "the last message is accepted";
        if (!IsClear(vector, pattern, message)) return "an encrypted message is accepted";
        var answer = NoisePair.Write(pair.Sender(next), vector.Messages[next].Payload);
        return NoisePair.Read(pair.Receiver(next), answer) is null ? NotFinal(pair.Receiver(next)) : "the answer is accepted";
    }

    /// <summary>A copy with one bit flipped.</summary>
    public static byte[] Flip(byte[] message, int bit)
    {
        var changed = (byte[])message.Clone();
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    }

    /// <summary>A failed read poisons the state: whatever follows throws.</summary>
    private static string? NotFinal(HandshakeState side)
    {
        var buffer = new byte[1024];
        Assert.Throws<InvalidOperationException>(() => side.TryReadTokens(buffer));
        Assert.Throws<InvalidOperationException>(() => side.TryReadPayload(buffer, buffer));
        Assert.Throws<InvalidOperationException>(() => side.TryWriteTokens(buffer));
        Assert.Throws<InvalidOperationException>(() => side.WritePayload(buffer, buffer));
        Assert.Throws<InvalidOperationException>(() => side.Split(buffer.AsSpan(0, 32), buffer.AsSpan(32, 32)));
        return null;
    }

    // Only a first message without psk and without a Diffie-Hellman has no key yet.
    private static bool IsClear(NoiseVector vector, NoisePattern pattern, int message) =>
        message == 0 && pattern.Messages[0].All(token => token is NoiseToken.e or NoiseToken.s)
        && vector.Messages[0].Ciphertext.AsSpan().EndsWith(vector.Messages[0].Payload);
}
