using System.Net;
using System.Net.Sockets;

namespace Cpc.Transport.Nat;

/// <summary>
/// Finds out how a UDP socket is seen from outside, by asking several STUN servers from that one socket (RFC 8489, RFC 5780).
/// </summary>
public static class NatProbe
{
    /// <summary>CHANGE-REQUEST's bits (RFC 5780 §7.2).</summary>
    private const uint ChangeIp = 4, ChangePort = 2;

    /// <param name="local">What to bind; port 0 for any.</param>
    /// <param name="servers">HOST:PORT, asked in this order; two that answer are needed to tell how the NAT maps.</param>
    /// <exception cref="TransportException">Unreachable: the socket can't be bound.</exception>
    public static async Task<NatReport> RunAsync(IPEndPoint local, IReadOnlyList<string> servers, StunTimers timers, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new StunSocket(local, timers, time);
        await using (socket.ConfigureAwait(false))
        {
            var found = await Task.WhenAll(servers.Select(s => AskAsync(socket, s, cancellationToken))).ConfigureAwait(false);
            var seen = found.Where(f => f.Answer.Seen is not null).ToList();
            var mapping = MappingOf(socket.LocalEndPoint, [.. seen.Select(f => f.Answer.Seen!)], [.. seen.Select(f => f.Server!)]);
            var filtering = NatFiltering.Unknown;
            if (seen.FirstOrDefault(f => f.Other is not null) is { Other: { } other, Server: { } server })
                filtering = await FilteringAsync(socket, server, other, cancellationToken).ConfigureAwait(false);
            return new NatReport(mapping, filtering, socket.LocalEndPoint, [.. found.Select(f => f.Answer)]);
        }
    }

    /// <summary>Asks one server for the address it sees.</summary>
    /// <returns>Null when there is no answer in time, or it makes no sense.</returns>
    public static async Task<IPEndPoint?> BindingAsync(StunPath path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        var answer = await path.RequestAsync(new StunWriter(StunClass.Request, StunMethod.Binding).ToBytes(), cancellationToken).ConfigureAwait(false);
        return SeenIn(answer);
    }

    /// <summary>Reads HOST:PORT; an IPv6 address stands in brackets.</summary>
    public static bool TryParseServer(string server, out string host, out int port)
    {
        host = "";
        port = 0;
        var colon = server.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(server.AsSpan(colon + 1), System.Globalization.NumberStyles.None, null, out var number) || number == 0) return false;
        host = server[..colon].Trim('[', ']');
        port = number;
        return Uri.CheckHostName(host) != UriHostNameType.Unknown;
    }

    /// <summary>The first address of HOST:PORT in the family.</summary>
    /// <exception cref="TransportException">Unreachable: the name can't be resolved.</exception>
    public static async Task<IPEndPoint> ResolveAsync(string server, AddressFamily family, CancellationToken cancellationToken)
    {
        if (TryParseServer(server, out var host, out var port))
        {
            try
            {
                var addresses = await Dns.GetHostAddressesAsync(host, family, cancellationToken).ConfigureAwait(false);
                if (addresses.Length > 0) return new IPEndPoint(addresses[0], port);
            }
            catch (SocketException)
            {
                // Told below.
            }
        }

        throw new TransportException(TransportRefusal.Unreachable);
    }

    internal static NatMapping MappingOf(IPEndPoint local, IReadOnlyList<IPEndPoint> seen, IReadOnlyList<IPEndPoint> servers)
    {
        if (seen.Count == 0) return NatMapping.Blocked;
        var isAny = local.Address.Equals(IPAddress.Any) || local.Address.Equals(IPAddress.IPv6Any);
        if (seen.All(s => s.Port == local.Port && (isAny ? IsOwn(s.Address) : s.Address.Equals(local.Address)))) return NatMapping.None;
        if (seen.Distinct().Count() > 1) return NatMapping.DestinationDependent;
        return servers.Distinct().Count() > 1 ? NatMapping.EndpointIndependent : NatMapping.Unknown;
    }

    private static bool IsOwn(IPAddress address) =>
        System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Any(a => a.Address.Equals(address));

    private static async Task<(StunAnswer Answer, IPEndPoint? Server, IPEndPoint? Other)> AskAsync(StunSocket socket, string name, CancellationToken cancellationToken)
    {
        try
        {
            var server = await ResolveAsync(name, socket.LocalEndPoint.AddressFamily, cancellationToken).ConfigureAwait(false);
            var answer = await socket.To(server).RequestAsync(new StunWriter(StunClass.Request, StunMethod.Binding).ToBytes(), cancellationToken).ConfigureAwait(false);
            return SeenIn(answer) is { } seen
                ? (new StunAnswer(name, seen, null), server, answer!.Address(StunAttributeType.OtherAddress))
                : (new StunAnswer(name, null, answer is null ? "it did not answer over UDP." : "its answer makes no sense."), null, null);
        }
        catch (TransportException)
        {
            return (new StunAnswer(name, null, "it can't be reached, or its name can't be resolved."), null, null);
        }
    }

    private static IPEndPoint? SeenIn(StunMessage? answer) => answer is { Class: StunClass.Success, Method: StunMethod.Binding, HasUnknownRequired: false }
        ? answer.Address(StunAttributeType.XorMappedAddress) ?? answer.Address(StunAttributeType.MappedAddress)
        : null;

    // The server answers from its other address and port, then from its other port only (RFC 5780 §4.4). What it answers from
    // where it was asked says nothing.
    private static async Task<NatFiltering> FilteringAsync(StunSocket socket, IPEndPoint server, IPEndPoint other, CancellationToken cancellationToken)
    {
        if (other.Address.Equals(server.Address) || other.Port == server.Port || other.AddressFamily != server.AddressFamily) return NatFiltering.Unknown;
        return await AskAsync(ChangeIp | ChangePort, other).ConfigureAwait(false) switch
        {
            StunClass.Success => NatFiltering.EndpointIndependent,
            // 420: it does not know the question.
            StunClass.Error => NatFiltering.Unknown,
            _ => await AskAsync(ChangePort, new IPEndPoint(server.Address, other.Port)).ConfigureAwait(false) switch
            {
                StunClass.Success => NatFiltering.AddressDependent,
                StunClass.Error => NatFiltering.Unknown,
                _ => NatFiltering.AddressAndPortDependent,
            },
        };

        async Task<StunClass?> AskAsync(uint change, IPEndPoint source)
        {
            var request = new StunWriter(StunClass.Request, StunMethod.Binding).Add(StunAttributeType.ChangeRequest, change).ToBytes();
            return (await socket.RequestAsync(server, source, request, cancellationToken).ConfigureAwait(false))?.Class;
        }
    }
}
