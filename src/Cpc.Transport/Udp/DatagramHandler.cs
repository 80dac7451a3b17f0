using System.Net;

namespace Cpc.Transport.Udp;

/// <summary>Takes a datagram, which is its caller's again afterwards. Called by one thread at a time: quick, never blocks or throws.</summary>
/// <returns>False when there is no room.</returns>
internal delegate bool DatagramHandler(ReadOnlySpan<byte> datagram, SocketAddress from);
