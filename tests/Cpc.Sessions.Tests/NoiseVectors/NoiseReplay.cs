using Cpc.Cryptography;
using Cpc.Sessions.Noise;

namespace Cpc.Sessions.Tests;

/// <summary>Replays a vector on both sides: every byte of every message, the handshake hash, the transport.</summary>
internal static class NoiseReplay
{
    /// <returns>What differs first, or null.</returns>
    public static string? FirstDifference(NoiseVector vector, NoisePattern pattern, NoiseHash hash)
    {
        using var pair = new NoisePair(vector, pattern, hash);
        var count = pattern.Messages.Count;
        if (vector.Messages.Length < count) return "fewer messages than the handshake has";
        for (var i = 0; i < count; i++)
        {
            var (payload, ciphertext) = vector.Messages[i];
            if (!NoisePair.Write(pair.Sender(i), payload).AsSpan().SequenceEqual(ciphertext)) return $"message {i} as written";
            if (NoisePair.Read(pair.Receiver(i), ciphertext) is not { } read) return $"message {i} is refused";
            if (!read.AsSpan().SequenceEqual(payload)) return $"message {i} as read";
        }

        if (!pair.Initiator.IsComplete || !pair.Responder.IsComplete) return "a side is not complete";
        if (!pair.Initiator.HandshakeHash.SequenceEqual(pair.Responder.HandshakeHash)) return "the sides' handshake hashes";
        if (vector.HandshakeHash is { } expected && !pair.Initiator.HandshakeHash.SequenceEqual(expected)) return "the handshake hash";
        return RemoteStatics(vector, pair) ?? Transport(vector, pair);
    }

    private static string? RemoteStatics(NoiseVector vector, NoisePair pair)
    {
        foreach (var initiator in new[] { true, false })
        {
            var seen = (initiator ? pair.Initiator : pair.Responder).RemoteStatic;
            if (seen.IsEmpty) continue;
            var publicKey = new byte[X25519.KeySize];
            X25519.DerivePublicKey(vector.Static(!initiator), publicKey);
            if (!seen.SequenceEqual(publicKey)) return $"the peer's static as the {(initiator ? "initiator" : "responder")} sees it";
        }

        return null;
    }

    private static string? Transport(NoiseVector vector, NoisePair pair)
    {
        using CipherState iSends = new(), iReads = new(), rSends = new(), rReads = new();
        byte[] k1 = new byte[32], k2 = new byte[32];
        pair.Initiator.Split(k1, k2);
        iSends.InitializeKey(k1);
        iReads.InitializeKey(k2);
        pair.Responder.Split(k1, k2);
        rReads.InitializeKey(k1);
        rSends.InitializeKey(k2);

        var oneWay = pair.Pattern.Messages.Count == 1;
        for (var i = pair.Pattern.Messages.Count; i < vector.Messages.Length; i++)
        {
            // In a one-way pattern (§7.4) only the initiator sends.
            var byInitiator = oneWay || i % 2 == 0;
            var (payload, ciphertext) = vector.Messages[i];
            var written = new byte[payload.Length + 16];
            (byInitiator ? iSends : rSends).EncryptWithAd([], payload, written);
            if (!written.AsSpan().SequenceEqual(ciphertext)) return $"transport message {i} as written";

            var (reader, read) = (byInitiator ? rReads : iReads, new byte[payload.Length]);
            written[i % written.Length] ^= 1;
            if (reader.TryDecryptWithAd([], written, read) >= 0) return $"transport message {i} is accepted with a flipped bit";
            if (reader.TryDecryptWithAd([], ciphertext, read) != payload.Length) return $"transport message {i} is refused";
            if (!read.AsSpan().SequenceEqual(payload)) return $"transport message {i} as read";
        }

        return null;
    }
}
