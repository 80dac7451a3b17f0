using System.Formats.Cbor;
using Cpc.Cryptography;

namespace Cpc.Kademlia;

/// <summary>
/// A peer's signed statement of how it is reached: canonical CBOR map {1 ed25519, 2 static record, 3 addresses,
/// 4 relays, 5 capabilities, 6 not_before, 7 not_after, 8 seq, 9 sig}, at most 1 KiB. It lies in the DHT at
/// <see cref="NodeId.Of"/> of the identity, and whoever finds it needs to trust nobody.
/// </summary>
public sealed class PeerRecord
{
    private const string Label = "cpc/v1/peer-record";

    private PeerRecord(byte[] encoded, PeerRecordContent content)
    {
        Encoded = encoded;
        Content = content;
    }

    public PeerRecordContent Content { get; }

    public PeerId Peer => Content.Peer;

    public uint Sequence => Content.Sequence;

    /// <summary>The bytes as signed, at most 1,024.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>Signs an own record.</summary>
    /// <exception cref="ArgumentException">The content exceeds a bound: our own mistake.</exception>
    public static PeerRecord Sign(PeerRecordContent content, RecordSigner signer)
    {
        var signature = new byte[Ed25519.SignatureSize];
        signer(SignedBytes(content), signature);
        var encoded = content.Encode(signature);
        if (encoded.Length > KademliaConstants.MaxRecordSize || PeerRecordContent.Read(encoded) is null)
            throw new ArgumentException("A record exceeds its bounds.", nameof(content));
        return new PeerRecord(encoded, content);
    }

    /// <summary>Reads and verifies a record of the given identity.</summary>
    /// <param name="known">The record known so far: a lower sequence is refused, and so is a different record with the
    /// same. The same record again passes.</param>
    public static KademliaRefusal TryDecode(ReadOnlyMemory<byte> encoded, PeerId expected, DateTimeOffset now, PeerRecord? known, out PeerRecord? record)
    {
        record = null;
        if (encoded.Length > KademliaConstants.MaxRecordSize) return KademliaRefusal.TooLarge;
        if (PeerRecordContent.Read(encoded) is not var (content, signature)) return KademliaRefusal.Malformed;
        if (content.Peer != expected) return KademliaRefusal.RecordIdentity;
        if (JudgeTime(content, now) is not KademliaRefusal.None and var untimely) return untimely;
        var isKnown = known is not null && encoded.Span.SequenceEqual(known.Encoded.Span);
        // Cheap to refuse, so before its signature.
        if (known is not null && known.Peer == expected && content.Sequence < known.Sequence) return KademliaRefusal.RecordRolledBack;
        if (!isKnown && !Ed25519.Verify(expected.ToArray(), SignedBytes(content), signature)) return KademliaRefusal.RecordSignature;
        // Both are signed by their owner. The first stays: whoever kept it has no reason to prefer the other.
        if (known is not null && known.Peer == expected && !isKnown && content.Sequence == known.Sequence) return KademliaRefusal.RecordConflict;
        record = isKnown ? known : new PeerRecord(encoded.ToArray(), content);
        return KademliaRefusal.None;
    }

    /// <summary>Whether its time is over, with the clock skew allowed for.</summary>
    public bool IsExpired(DateTimeOffset now) => now - KademliaConstants.ClockSkew > Content.NotAfter;

    /// <summary>Whether it is as young as its owner's last publication: an older one may be what a liar kept.</summary>
    public bool IsFresh(DateTimeOffset now) => now - Content.NotBefore <= KademliaConstants.FreshFor;

    /// <summary>The sequence of a next record: seconds since 1970, or one more than the last where the clock was set
    /// back. So a node that lost its memory still goes on above its former records.</summary>
    public static uint NextSequence(uint last, DateTimeOffset now) =>
        Math.Max(checked(last + 1), (uint)Math.Clamp(now.ToUnixTimeSeconds(), 0, uint.MaxValue));

    private static KademliaRefusal JudgeTime(PeerRecordContent content, DateTimeOffset now)
    {
        var life = content.NotAfter - content.NotBefore;
        if (life <= TimeSpan.Zero || life > KademliaConstants.RecordLife) return KademliaRefusal.RecordLife;
        if (now + KademliaConstants.ClockSkew < content.NotBefore) return KademliaRefusal.RecordNotYetValid;
        return now - KademliaConstants.ClockSkew > content.NotAfter ? KademliaRefusal.RecordExpired : KademliaRefusal.None;
    }

    // enc(label, map without the signature)
    private static byte[] SignedBytes(PeerRecordContent content)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(2);
        writer.WriteTextString(Label);
        writer.WriteEncodedValue(content.Encode(null));
        writer.WriteEndArray();
        return writer.Encode();
    }
}
