using System.Net;
using Cpc.Cryptography;

namespace Cpc.Actors.Peers;

/// <summary>A peer in the book.</summary>
/// <param name="Host">A name or an IP address; empty when it is to be found by discovery.</param>
/// <param name="Port">0 when there is no host.</param>
public sealed record PeerEntry(PeerId PeerId, string Host, int Port, string? Name)
{
    /// <summary>The book says where it is.</summary>
    public bool HasAddress => Port != 0;

    /// <summary>Both would be dialed at the same place, as far as it can be told without resolving names.</summary>
    public bool SharesAddressWith(PeerEntry other) => HasAddress && Port == other.Port && Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>HOST:PORT; empty when there is none.</summary>
    public string Address => !HasAddress ? "" : Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <summary>As 'cpc peer add' takes it: ID@HOST:PORT, or ID.</summary>
    public string Written => HasAddress ? $"{PeerId}@{Address}" : PeerId.ToString();

    /// <summary>Reads HOST:PORT.</summary>
    public static bool TryParseAddress(string address, out string host, out int port)
    {
        (host, port) = ("", 0);
        if (IPEndPoint.TryParse(address, out var point) && point.Port != 0)
        {
            (host, port) = (point.Address.ToString(), point.Port);
            return true;
        }

        var colon = address.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(address.AsSpan(colon + 1), out var number) || number == 0
            || Uri.CheckHostName(address[..colon]) != UriHostNameType.Dns) return false;
        (host, port) = (address[..colon], number);
        return true;
    }
}
