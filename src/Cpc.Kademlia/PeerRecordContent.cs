using System.Formats.Cbor;
using Cpc.Cryptography;

namespace Cpc.Kademlia;

/// <summary>What a <see cref="PeerRecord"/> states.</summary>
public sealed record PeerRecordContent
{
    public required PeerId Peer { get; init; }

    /// <summary>The signed static record of protocol.md §1, 1 to 256 bytes; whoever dials verifies it.</summary>
    public required ReadOnlyMemory<byte> StaticRecord { get; init; }

    /// <summary>Best first, at most 8.</summary>
    public required IReadOnlyList<NodeAddress> Addresses { get; init; }

    /// <summary>At most 3.</summary>
    public IReadOnlyList<RelayAddress> Relays { get; init; } = [];

    public Capabilities Capabilities { get; init; }

    /// <summary>In whole seconds.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>In whole seconds, at most two hours later.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Rises with every record of this identity.</summary>
    public required uint Sequence { get; init; }

    private const Capabilities AllCapabilities = Capabilities.Server | Capabilities.Relay | Capabilities.Quic | Capabilities.Tls;

    internal byte[] Encode(byte[]? signature)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(signature is null ? 8 : 9);
        writer.WriteInt32(1);
        writer.WriteByteString(Peer.ToArray());
        writer.WriteInt32(2);
        writer.WriteByteString(StaticRecord.Span);
        writer.WriteInt32(3);
        writer.WriteStartArray(Addresses.Count);
        foreach (var address in Addresses) writer.WriteByteString(address.Encode());
        writer.WriteEndArray();
        writer.WriteInt32(4);
        writer.WriteStartArray(Relays.Count);
        foreach (var relay in Relays)
        {
            writer.WriteStartArray(2);
            writer.WriteByteString(relay.Peer.ToArray());
            writer.WriteByteString(relay.Address.Encode());
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteInt32(5);
        writer.WriteUInt32((uint)Capabilities);
        writer.WriteInt32(6);
        writer.WriteInt64(NotBefore.ToUnixTimeSeconds());
        writer.WriteInt32(7);
        writer.WriteInt64(NotAfter.ToUnixTimeSeconds());
        writer.WriteInt32(8);
        writer.WriteUInt32(Sequence);
        if (signature is not null)
        {
            writer.WriteInt32(9);
            writer.WriteByteString(signature);
        }

        writer.WriteEndMap();
        return writer.Encode();
    }

    /// <returns>Null when the bytes are not one canonical record.</returns>
    internal static Tuple<PeerRecordContent, byte[]>? Read(ReadOnlyMemory<byte> encoded) => CborReading.TryRead(encoded, reader =>
    {
        if (reader.ReadStartMap() != 9) throw new CborContentException("A record has nine entries.");
        var content = new PeerRecordContent
        {
            Peer = new PeerId(reader.Key(1).ReadBytes(PeerId.Size, PeerId.Size)),
            StaticRecord = reader.Key(2).ReadBytes(1, KademliaConstants.MaxStaticRecordSize),
            Addresses = ReadAddresses(reader.Key(3)),
            Relays = ReadRelays(reader.Key(4)),
            Capabilities = ReadCapabilities(reader.Key(5)),
            NotBefore = DateTimeOffset.FromUnixTimeSeconds(reader.Key(6).ReadInt64()),
            NotAfter = DateTimeOffset.FromUnixTimeSeconds(reader.Key(7).ReadInt64()),
            Sequence = reader.Key(8).ReadUInt32(),
        };
        var signature = reader.Key(9).ReadBytes(Ed25519.SignatureSize, Ed25519.SignatureSize);
        reader.ReadEndMap();
        return Tuple.Create(content, signature);
    });

    private static Capabilities ReadCapabilities(CborReader reader)
    {
        var capabilities = (Capabilities)reader.ReadUInt32();
        return (capabilities & ~AllCapabilities) == 0 ? capabilities : throw new CborContentException("An unknown capability.");
    }

    private static NodeAddress[] ReadAddresses(CborReader reader)
    {
        var addresses = new NodeAddress[reader.ReadArray(0, KademliaConstants.MaxAddresses)];
        for (var i = 0; i < addresses.Length; i++) addresses[i] = reader.ReadAddress();
        reader.ReadEndArray();
        return addresses;
    }

    private static RelayAddress[] ReadRelays(CborReader reader)
    {
        var relays = new RelayAddress[reader.ReadArray(0, KademliaConstants.MaxRelays)];
        for (var i = 0; i < relays.Length; i++)
        {
            reader.ReadArray(2, 2);
            relays[i] = new RelayAddress(new PeerId(reader.ReadBytes(PeerId.Size, PeerId.Size)), reader.ReadAddress());
            reader.ReadEndArray();
        }

        reader.ReadEndArray();
        return relays;
    }
}
