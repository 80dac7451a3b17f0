using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Cpc.Transport;

/// <summary>
/// The network an address is in, as far as floods are concerned: /24 of IPv4, the smallest that is routed by itself, or /48 of
/// IPv6, what one site gets. Coarser than these (the routing table of the DHT has /16 and /32) would let one customer of a
/// large provider shut out all others.
/// </summary>
internal readonly record struct NetworkPrefix(AddressFamily Family, ulong Bits)
{
    public static NetworkPrefix Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4
            ? new NetworkPrefix(AddressFamily.InterNetwork, BinaryPrimitives.ReadUInt32BigEndian(bytes) >> 8)
            : new NetworkPrefix(AddressFamily.InterNetworkV6, BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
    }
}
