using System.Net;
using System.Net.Sockets;

namespace Cpc.Actors.Dht;

/// <summary>How far an address reaches: one named by somebody far away can mean only what is the same for both.</summary>
internal static class AddressScope
{
    /// <summary>Of this machine or this link.</summary>
    public static bool IsLocal(IPAddress address) => IPAddress.IsLoopback(address) || IsLinkLocal(address);

    /// <summary>RFC 3927, RFC 4291 §2.5.6.</summary>
    public static bool IsLinkLocal(IPAddress address) =>
        address.IsIPv6LinkLocal || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..]);

    /// <summary>RFC 1918, RFC 6598, RFC 4193.</summary>
    public static bool IsPrivate(IPAddress address) => address.IsIPv6UniqueLocal || (address.AddressFamily == AddressFamily.InterNetwork
        && address.GetAddressBytes() is [10, ..] or [172, >= 16 and < 32, ..] or [192, 168, ..] or [100, >= 64 and < 128, ..]);

    /// <summary>Whether an address that another node named may be asked or dialed: local ones, where services of this machine
    /// would be reached by others' leave, only by a node that listens on loopback itself.</summary>
    /// <param name="listening">Null before it listens.</param>
    public static bool Follows(IPAddress named, IPEndPoint? listening) => !IsLocal(named) || (listening is not null && IPAddress.IsLoopback(listening.Address));

    /// <summary>Whether a connection from there shows that others reach this node: from the own machine or network it shows so
    /// only to a node that listens just there.</summary>
    public static bool ComesFromOutside(IPAddress remote, IPEndPoint? listening)
    {
        if (remote.IsIPv4MappedToIPv6) remote = remote.MapToIPv4();
        if (IsLocal(remote)) return listening is not null && IsLocal(listening.Address);
        return !IsPrivate(remote) || (listening is not null && IsPrivate(listening.Address));
    }
}
