using System.Formats.Cbor;
using Cpc.Cryptography;

namespace Cpc.Sessions;

/// <summary>
/// Payloads of handshake and control messages: CBOR maps {1 ek, 2 suite, 3 suites, 4 b0, 5 ct, 6 static record,
/// 8 sig, 9 blind, 10 prev_sent} (protocol.md §3). Which keys belong in which message is checked by the caller's mask.
/// </summary>
internal sealed record HandshakePayload
{
    /// <summary>Largest encoding in bytes.</summary>
    public const int MaxSize = 2048;

    public const int BlindSize = 32;

    /// <summary>1: the initiator's ML-KEM encapsulation key, 1,184 bytes.</summary>
    public byte[]? Ek { get; init; }

    /// <summary>2: the suite the responder chose.</summary>
    public byte? ChosenSuite { get; init; }

    /// <summary>3: all suites of the sender, best first.</summary>
    public byte[]? Suites { get; init; }

    /// <summary>4: the responder's first ratchet key, 32 bytes.</summary>
    public byte[]? B0 { get; init; }

    /// <summary>5: the responder's ML-KEM ciphertext, 1,088 bytes.</summary>
    public byte[]? Ct { get; init; }

    /// <summary>6: the sender's static record, encoded.</summary>
    public byte[]? StaticRecord { get; init; }

    /// <summary>8: Ed25519 signature.</summary>
    public byte[]? Signature { get; init; }

    /// <summary>9: 32 random bytes.</summary>
    public byte[]? Blind { get; init; }

    /// <summary>10: the sender's message count in the old epoch.</summary>
    public uint? PreviousSent { get; init; }

    public byte[] Encode(bool withSignature = true)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        var signature = withSignature ? Signature : null;
        object?[] present = [Ek, ChosenSuite, Suites, B0, Ct, StaticRecord, signature, Blind, PreviousSent];
        writer.WriteStartMap(present.Count(p => p is not null));
        Bytes(1, Ek);
        if (ChosenSuite is { } suite)
        {
            writer.WriteInt32(2);
            writer.WriteUInt32(suite);
        }

        Bytes(3, Suites);
        Bytes(4, B0);
        Bytes(5, Ct);
        Bytes(6, StaticRecord);
        Bytes(8, signature);
        Bytes(9, Blind);
        if (PreviousSent is { } sent)
        {
            writer.WriteInt32(10);
            writer.WriteUInt32(sent);
        }

        writer.WriteEndMap();
        return writer.Encode();

        void Bytes(int key, byte[]? value)
        {
            if (value is null) return;
            writer.WriteInt32(key);
            writer.WriteByteString(value);
        }
    }

    /// <returns>Null unless the bytes are one canonical map with exactly these keys.</returns>
    public static HandshakePayload? TryDecode(ReadOnlyMemory<byte> encoded, params ReadOnlySpan<int> keys)
    {
        if (encoded.Length > MaxSize) return null;
        try
        {
            var reader = new CborReader(encoded, CborConformanceMode.Canonical);
            if (reader.ReadStartMap() != keys.Length) return null;
            var payload = new HandshakePayload();
            foreach (var key in keys)
            {
                reader.Key(key);
                payload = key switch
                {
                    1 => payload with { Ek = reader.ReadBytes(MLKem768.PublicKeySize) },
                    2 => payload with { ChosenSuite = checked((byte)reader.ReadUInt32()) },
                    3 => payload with { Suites = reader.ReadBytes(1, Suite.MaxOffered) },
                    4 => payload with { B0 = reader.ReadBytes(X25519.KeySize) },
                    5 => payload with { Ct = reader.ReadBytes(MLKem768.CiphertextSize) },
                    6 => payload with { StaticRecord = reader.ReadBytes(1, Sessions.StaticRecord.MaxSize) },
                    8 => payload with { Signature = reader.ReadBytes(Ed25519.SignatureSize) },
                    9 => payload with { Blind = reader.ReadBytes(BlindSize) },
                    10 => payload with { PreviousSent = reader.ReadUInt32() },
                    _ => throw new ArgumentOutOfRangeException(nameof(keys)),
                };
            }

            reader.ReadEndMap();
            return reader.BytesRemaining == 0 ? payload : null;
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }
}
