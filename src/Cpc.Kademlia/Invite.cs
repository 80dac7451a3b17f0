using System.Buffers.Binary;
using System.Formats.Cbor;
using Cpc.Cryptography;

namespace Cpc.Kademlia;

/// <summary>
/// What one business gives another, as a link or a QR code, so that the two meet without any public list: identity, network,
/// addresses, and nodes through which discovery begins. "cpc:" and base32 of: version (1), size (u16) of a canonical CBOR map
/// {1 identity, 2 network, 3 addresses, 4 [[identity, address]…]}, the map, zeros to a multiple of five, and a checksum of four
/// bytes. It is not signed: it is worth as much as the channel that brought it, until the safety number is compared.
/// </summary>
public sealed record Invite
{
    /// <summary>Longest link in characters: a QR code of it still fits a terminal.</summary>
    public const int MaxLength = 512;

    /// <summary>Most addresses: where discovery works, one that is right is enough.</summary>
    public const int MaxAddresses = 4;

    public const int MaxBootstrap = 2;

    /// <summary>Longest name of a network in characters.</summary>
    public const int MaxNetwork = 32;

    private const string Scheme = "cpc:";
    private const byte Version = 1;
    private const int Head = 3;
    private const int ChecksumSize = 4;

    public required PeerId Peer { get; init; }

    /// <summary>Nodes of another network don't understand each other.</summary>
    public required string Network { get; init; }

    /// <summary>Best first, at most 4.</summary>
    public IReadOnlyList<NodeAddress> Addresses { get; init; } = [];

    /// <summary>At most 2.</summary>
    public IReadOnlyList<BootstrapNode> Bootstrap { get; init; } = [];

    private static ReadOnlySpan<byte> Context => "cpc/v1 invite"u8;

    /// <summary>The link, in lower case. In upper case it is the same invite, and a smaller QR code.</summary>
    /// <exception cref="ArgumentException">A bound is exceeded: our own mistake.</exception>
    public string ToLink()
    {
        if (Addresses.Count > MaxAddresses || Bootstrap.Count > MaxBootstrap || Network.Length is 0 or > MaxNetwork)
            throw new ArgumentException("An invite exceeds its bounds.");
        var map = Encode();
        var bytes = new byte[(Head + map.Length + ChecksumSize + 4) / 5 * 5];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(1), (ushort)map.Length);
        map.CopyTo(bytes, Head);
        Checksum(bytes.AsSpan(..^ChecksumSize), bytes.AsSpan(^ChecksumSize..));
        return Scheme + Base32.Encode(bytes);
    }

    /// <summary>Whether a text is meant as an invite, right or wrong.</summary>
    public static bool IsMeant(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a link: all in lower case, or all in upper case.</summary>
    public static InviteRefusal TryParse(string text, out Invite? invite)
    {
        invite = null;
        if (!IsMeant(text) || (text.Any(char.IsAsciiLetterLower) && text.Any(char.IsAsciiLetterUpper))) return InviteRefusal.NotAnInvite;
        if (text.Length > MaxLength) return InviteRefusal.TooLong;
        var bytes = new byte[(text.Length - Scheme.Length) / 8 * 5];
        if (!Base32.TryDecode(text.AsSpan(Scheme.Length), bytes) || bytes.Length < Head + ChecksumSize) return InviteRefusal.NotAnInvite;
        Span<byte> checksum = stackalloc byte[ChecksumSize];
        Checksum(bytes.AsSpan(..^ChecksumSize), checksum);
        if (!checksum.SequenceEqual(bytes.AsSpan(^ChecksumSize..))) return InviteRefusal.Checksum;
        if (bytes[0] != Version) return InviteRefusal.Version;
        var content = bytes.AsMemory(Head..^ChecksumSize);
        var size = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(1));
        if (size > content.Length || content.Length - size > 4 || content.Span[size..].IndexOfAnyExcept((byte)0) >= 0) return InviteRefusal.Malformed;
        invite = CborReading.TryRead(content[..size], Read);
        return invite is null ? InviteRefusal.Malformed : InviteRefusal.None;
    }

    public override string ToString() => $"Invite({Peer.ToShortString()})";

    private static void Checksum(ReadOnlySpan<byte> bytes, Span<byte> checksum)
    {
        Span<byte> hash = stackalloc byte[32];
        Blake3.DeriveKey(Context, bytes, hash);
        hash[..ChecksumSize].CopyTo(checksum);
    }

    private byte[] Encode()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(4);
        writer.WriteInt32(1);
        writer.WriteByteString(Peer.ToArray());
        writer.WriteInt32(2);
        writer.WriteTextString(Network);
        writer.WriteInt32(3);
        writer.WriteStartArray(Addresses.Count);
        foreach (var address in Addresses) writer.WriteByteString(address.Encode());
        writer.WriteEndArray();
        writer.WriteInt32(4);
        writer.WriteStartArray(Bootstrap.Count);
        foreach (var node in Bootstrap)
        {
            writer.WriteStartArray(2);
            writer.WriteByteString(node.Peer.ToArray());
            writer.WriteByteString(node.Address.Encode());
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static Invite Read(CborReader reader)
    {
        if (reader.ReadStartMap() != 4) throw new CborContentException("An invite has four entries.");
        var peer = new PeerId(reader.Key(1).ReadBytes(PeerId.Size, PeerId.Size));
        var network = reader.Key(2).ReadTextString();
        if (network.Length is 0 or > MaxNetwork || network.Any(char.IsControl)) throw new CborContentException("No name of a network.");
        var addresses = new NodeAddress[reader.Key(3).ReadArray(0, MaxAddresses)];
        for (var i = 0; i < addresses.Length; i++) addresses[i] = reader.ReadAddress();
        reader.ReadEndArray();
        var bootstrap = new BootstrapNode[reader.Key(4).ReadArray(0, MaxBootstrap)];
        for (var i = 0; i < bootstrap.Length; i++)
        {
            reader.ReadArray(2, 2);
            bootstrap[i] = new BootstrapNode(new PeerId(reader.ReadBytes(PeerId.Size, PeerId.Size)), reader.ReadAddress());
            reader.ReadEndArray();
        }

        reader.ReadEndArray();
        reader.ReadEndMap();
        return new Invite { Peer = peer, Network = network, Addresses = addresses, Bootstrap = bootstrap };
    }
}
