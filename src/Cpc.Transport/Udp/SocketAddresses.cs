using System.Net;
using System.Net.Sockets;

namespace Cpc.Transport.Udp;

/// <summary>Addresses as the system has them: compared and reused without an allocation for each datagram.</summary>
public static class SocketAddresses
{
    /// <summary>Compares the addresses, whatever room they are in: the type's own Equals compares that too.</summary>
    public static IEqualityComparer<SocketAddress> Comparer { get; } = new ByContent();

    /// <summary>One that has room for an address of either family.</summary>
    public static SocketAddress New() => new(AddressFamily.InterNetworkV6);

    /// <summary>The address in the form of the rest of the program.</summary>
    public static IPEndPoint ToEndPoint(this SocketAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return (IPEndPoint)new IPEndPoint(address.Family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0).Create(address);
    }

    internal static void CopyTo(this SocketAddress source, SocketAddress target)
    {
        source.Buffer.Span[..source.Size].CopyTo(target.Buffer.Span);
        target.Size = source.Size;
    }

    internal static SocketAddress Copy(this SocketAddress source)
    {
        var copy = New();
        source.CopyTo(copy);
        return copy;
    }

    private sealed class ByContent : IEqualityComparer<SocketAddress>
    {
        public bool Equals(SocketAddress? x, SocketAddress? y) =>
            ReferenceEquals(x, y) || (x is not null && y is not null && x.Buffer.Span[..x.Size].SequenceEqual(y.Buffer.Span[..y.Size]));

        // Over the address' own bytes.
        public int GetHashCode(SocketAddress obj) => obj.GetHashCode();
    }
}
