using Cpc.Cryptography;

namespace Cpc.Kademlia;

/// <summary>A contact as bytes: identity (32), Noise static (32), address (6 or 18).</summary>
public static class ContactCodec
{
    /// <summary>Smallest size in bytes.</summary>
    public const int MinSize = PeerId.Size + X25519.KeySize + NodeAddress.SizeV4;

    /// <summary>Largest size in bytes.</summary>
    public const int MaxSize = PeerId.Size + X25519.KeySize + NodeAddress.SizeV6;

    public static int SizeOf(Contact contact) => contact.Address.IsV6 ? MaxSize : MinSize;

    public static byte[] Encode(Contact contact) => [.. contact.Peer.ToArray(), .. contact.NoiseStatic.Span, .. contact.Address.Encode()];

    /// <returns>Null for another size, a key that is not canonical, or no address of a host.</returns>
    public static Contact? TryDecode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is not (MinSize or MaxSize)) return null;
        var noiseStatic = bytes.Slice(PeerId.Size, X25519.KeySize);
        if (!X25519.IsCanonical(noiseStatic) || !NodeAddress.TryDecode(bytes[(PeerId.Size + X25519.KeySize)..], out var address)) return null;
        return new Contact(new PeerId(bytes[..PeerId.Size]), noiseStatic.ToArray(), address);
    }
}
