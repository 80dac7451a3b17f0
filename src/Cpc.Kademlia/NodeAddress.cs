using System.Buffers.Binary;

namespace Cpc.Kademlia;

/// <summary>Where a node is reached by UDP: an IPv4 or IPv6 address and a port.</summary>
/// <param name="Ip">The address as a number; an IPv4 address in the low 32 bits.</param>
/// <param name="IsV6">False for IPv4.</param>
public readonly record struct NodeAddress(UInt128 Ip, bool IsV6, ushort Port)
{
    /// <summary>Bytes of an encoded IPv4 address and port.</summary>
    public const int SizeV4 = 6;

    /// <summary>Bytes of an encoded IPv6 address and port.</summary>
    public const int SizeV6 = 18;

    /// <summary>What one owner typically holds: the /16 of an IPv4 address, the /32 of an IPv6 address.</summary>
    public ulong Prefix => IsV6 ? (1UL << 32) | (ulong)(Ip >> 96) : (ulong)Ip >> 16;

    /// <summary>6 or 18 bytes: the address, then the port, big-endian.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[IsV6 ? SizeV6 : SizeV4];
        if (IsV6) BinaryPrimitives.WriteUInt128BigEndian(bytes, Ip);
        else BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Ip);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(bytes.Length - 2), Port);
        return bytes;
    }

    /// <summary>Reads an address that a peer named.</summary>
    /// <returns>False for another size, port 0, and what is no single host: unspecified, multicast, broadcast, and an IPv4
    /// address written as IPv6, which would be a second name of the same host.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out NodeAddress address)
    {
        address = default;
        if (bytes.Length is not (SizeV4 or SizeV6)) return false;
        var port = BinaryPrimitives.ReadUInt16BigEndian(bytes[^2..]);
        var read = bytes.Length == SizeV6
            ? new NodeAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes), true, port)
            : new NodeAddress(BinaryPrimitives.ReadUInt32BigEndian(bytes), false, port);
        if (!read.IsHost) return false;
        address = read;
        return true;
    }

    private bool IsHost
    {
        get
        {
            if (Port == 0) return false;
            var firstByte = (byte)(Ip >> (IsV6 ? 120 : 24));
            if (!IsV6) return firstByte is not 0 and < 224; // 224/4 multicast, 240/4 reserved, 255.255.255.255 broadcast
            var isMapped = Ip >> 32 == 0xffff;
            return Ip != 0 && firstByte != 0xff && !isMapped;
        }
    }
}
