using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Cpc.Kademlia;

namespace Cpc.Actors.Dht;

/// <summary>Where others reach this node: what its operator says; else how it is seen from outside; else where it listens, and
/// when that is everywhere, the machine's own addresses.</summary>
/// <param name="listening">Null before it listens.</param>
/// <param name="outside">As STUN servers see it; null while unknown.</param>
internal sealed class OwnAddresses(IReadOnlyList<(string Host, int Port)> advertised, Func<IPEndPoint?> listening, Func<IPEndPoint?> outside)
{
    private volatile IReadOnlyList<NodeAddress> _resolved = [];

    /// <summary>Best first; empty when there is none to tell.</summary>
    public IReadOnlyList<NodeAddress> Current
    {
        get
        {
            if (advertised.Count > 0) return _resolved;
            if (listening() is not { } local) return [];
            var seen = outside()?.ToAddress();
            if (!local.Address.Equals(IPAddress.Any) && !local.Address.Equals(IPAddress.IPv6Any)) return Distinct([seen, local.ToAddress()]);
            return Distinct([seen, .. Machine(local)]);
        }
    }

    /// <summary>Resolves the names that the operator gave; a name that has no address now is left out.</summary>
    public async Task RefreshAsync()
    {
        if (advertised.Count == 0) return;
        var found = new List<NodeAddress?>();
        foreach (var (host, port) in advertised)
        {
            try
            {
                var ips = IPAddress.TryParse(host, out var ip) ? [ip] : await Dns.GetHostAddressesAsync(host).ConfigureAwait(false);
                found.AddRange(ips.Take(2).Select(a => new IPEndPoint(a, port).ToAddress()));
            }
            catch (SocketException)
            {
                // Asked again with the next refresh.
            }
        }

        _resolved = Distinct(found);
    }

    private static List<NodeAddress> Distinct(IEnumerable<NodeAddress?> addresses) =>
        [.. addresses.OfType<NodeAddress>().Distinct().Take(KademliaConstants.MaxAddresses)];

    // Those of the whole Internet; where there are none, those of the own network.
    private static IEnumerable<NodeAddress?> Machine(IPEndPoint local)
    {
        var all = NetworkInterface.GetAllNetworkInterfaces().Where(i => i.OperationalStatus == OperationalStatus.Up)
            .SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address)
            .Where(a => (a.AddressFamily == AddressFamily.InterNetwork || local.AddressFamily == AddressFamily.InterNetworkV6)
                && !AddressScope.IsLocal(a) && !a.IsIPv6Multicast).ToList();
        var open = all.Where(a => !AddressScope.IsPrivate(a)).ToList();
        return (open.Count > 0 ? open : all).Select(a => new IPEndPoint(a, local.Port).ToAddress());
    }
}
