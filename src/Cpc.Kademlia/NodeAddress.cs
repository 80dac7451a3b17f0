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

    /// <summary>What one owner typically holds: the /16 of an IPv4 address, the /32 of an IPv6 address. An IPv6 address that
    /// stands for an IPv4 one (NAT64, 6to4) is of that one's network: who holds one of those, holds millions of these.</summary>
    public ulong Prefix => !IsV6 ? (ulong)Ip >> 16
        : Ip >> 32 == Nat64 ? (ulong)(Ip >> 16) & 0xffff
        : Ip >> 112 == SixToFour ? (ulong)(Ip >> 96) & 0xffff
        : (1UL << 32) | (ulong)(Ip >> 96);

    // 64:ff9b::/96 (RFC 6052), 2002::/16 (RFC 3056)
    private static readonly UInt128 Nat64 = (UInt128)0x0064_ff9b << 64;
    private static readonly UInt128 SixToFour = 0x2002;

    // ::ffff:0:0/96 (RFC 4291 §2.5.5.2)
    private static readonly UInt128 Mapped = 0xffff;

    /// <summary>The address of a socket's endpoint; an IPv4 address written as IPv6, as a socket for both has it, is taken as
    /// what it is.</summary>
    /// <param name="ip">4 or 16 bytes.</param>
    /// <returns>Null for what <see cref="TryDecode"/> refuses.</returns>
    public static NodeAddress? From(ReadOnlySpan<byte> ip, int port)
    {
        if (ip.Length == 16 && BinaryPrimitives.ReadUInt128BigEndian(ip) >> 32 == Mapped) ip = ip[12..];
        return TryDecode([.. ip, (byte)(port >> 8), (byte)port], out var address) ? address : null;
    }

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
            return Ip != 0 && firstByte != 0xff && Ip >> 32 != Mapped;
        }
    }
}
