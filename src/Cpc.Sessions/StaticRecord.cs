using System.Formats.Cbor;
using Cpc.Cryptography;

namespace Cpc.Sessions;

/// <summary>
/// A peer's signed statement of its Noise static: CBOR map {1 ed25519, 2 x25519, 3 not_before, 4 not_after, 5 seq,
/// 6 suites, 7 sig} (protocol.md §1).
/// </summary>
public sealed record StaticRecord
{
    /// <summary>Largest encoding in bytes.</summary>
    public const int MaxSize = 256;

    /// <summary>Longest validity a record may claim.</summary>
    public static readonly TimeSpan MaxLife = TimeSpan.FromDays(30);

    /// <summary>Clock difference tolerated.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(300);

    private const string Label = "cpc/v1/static-record";

    public required PeerId PeerId { get; init; }

    /// <summary>X25519 public key, 32 bytes.</summary>
    public required byte[] X25519 { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public required uint Sequence { get; init; }

    /// <summary>Suites the peer speaks, best first.</summary>
    public required byte[] Suites { get; init; }

    /// <summary>Ed25519 signature, 64 bytes.</summary>
    public required byte[] Signature { get; init; }

    /// <summary>Signs a record of an own static.</summary>
    public static StaticRecord Sign(IIdentity identity, byte[] x25519, DateTimeOffset notBefore, DateTimeOffset notAfter,
        uint sequence, ReadOnlySpan<byte> suites)
    {
        var record = new StaticRecord
        {
            PeerId = identity.PeerId,
            X25519 = x25519,
            NotBefore = notBefore,
            NotAfter = notAfter,
            Sequence = sequence,
            Suites = suites.ToArray(),
            Signature = new byte[Ed25519.SignatureSize],
        };
        identity.Sign(record.SignedBytes(), record.Signature);
        return record;
    }

    public byte[] Encode() => EncodeMap(signed: true);

    /// <summary>Reads a record that was verified before it was stored, whatever its age now.</summary>
    /// <exception cref="ArgumentException">The bytes are no record of this peer.</exception>
    public static StaticRecord DecodeTrusted(ReadOnlyMemory<byte> encoded, PeerId peer) =>
        Read(encoded) is { } record && record.PeerId == peer ? record : throw new ArgumentException("No static record of this peer.", nameof(encoded));

    /// <summary>Whose record the bytes claim to be; null when they are none. Not verified.</summary>
    public static PeerId? ClaimedPeer(ReadOnlyMemory<byte> encoded) => Read(encoded)?.PeerId;

    /// <summary>Reads and verifies a record of the given peer.</summary>
    /// <returns><see cref="Refusal.None"/>, Malformed, Identity (another peer's or badly signed) or StaticExpired.</returns>
    /// <param name="known">A record that was verified before: the same again needs no second verification.</param>
    public static Refusal TryDecode(ReadOnlyMemory<byte> encoded, PeerId expected, DateTimeOffset now, out StaticRecord? record, StaticRecord? known = null)
    {
        record = null;
        if (Read(encoded) is not { } read) return Refusal.Malformed;
        if (read.PeerId != expected) return Refusal.Identity;
        var isKnown = known is not null && known.PeerId == expected && encoded.Span.SequenceEqual(known.Encode());
        if (!isKnown && !Ed25519.Verify(expected.ToArray(), read.SignedBytes(), read.Signature)) return Refusal.Identity;
        if (read.NotAfter - read.NotBefore > MaxLife || now + ClockSkew < read.NotBefore || now - ClockSkew > read.NotAfter)
            return Refusal.StaticExpired;
        record = read;
        return Refusal.None;
    }

    // Null when the bytes are not one canonical record.
    private static StaticRecord? Read(ReadOnlyMemory<byte> encoded)
    {
        if (encoded.Length > MaxSize) return null;
        try
        {
            var reader = new CborReader(encoded, CborConformanceMode.Canonical);
            if (reader.ReadStartMap() != 7) return null;
            var read = new StaticRecord
            {
                PeerId = new PeerId(reader.Key(1).ReadBytes(Cryptography.PeerId.Size)),
                X25519 = reader.Key(2).ReadBytes(Cryptography.X25519.KeySize),
                NotBefore = DateTimeOffset.FromUnixTimeSeconds(reader.Key(3).ReadInt64()),
                NotAfter = DateTimeOffset.FromUnixTimeSeconds(reader.Key(4).ReadInt64()),
                Sequence = reader.Key(5).ReadUInt32(),
                Suites = reader.Key(6).ReadBytes(1, Suite.MaxOffered),
                Signature = reader.Key(7).ReadBytes(Ed25519.SignatureSize),
            };
            reader.ReadEndMap();
            return reader.BytesRemaining == 0 && Cryptography.X25519.IsCanonical(read.X25519) ? read : null;
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private byte[] SignedBytes()
    {
        Span<byte> buffer = stackalloc byte[MaxSize + 64];
        var enc = new Enc(buffer, 2);
        enc.Text(Label);
        // The map itself, not a byte string of it: enc("cpc/v1/static-record", map without 7).
        var map = EncodeMap(signed: false);
        var bytes = new byte[enc.Written.Length + map.Length];
        enc.Written.CopyTo(bytes);
        map.CopyTo(bytes, enc.Written.Length);
        return bytes;
    }

    private byte[] EncodeMap(bool signed)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(signed ? 7 : 6);
        writer.WriteInt32(1);
        writer.WriteByteString(PeerId.ToArray());
        writer.WriteInt32(2);
        writer.WriteByteString(X25519);
        writer.WriteInt32(3);
        writer.WriteInt64(NotBefore.ToUnixTimeSeconds());
        writer.WriteInt32(4);
        writer.WriteInt64(NotAfter.ToUnixTimeSeconds());
        writer.WriteInt32(5);
        writer.WriteUInt32(Sequence);
        writer.WriteInt32(6);
        writer.WriteByteString(Suites);
        if (signed)
        {
            writer.WriteInt32(7);
            writer.WriteByteString(Signature);
        }

        writer.WriteEndMap();
        return writer.Encode();
    }
}
