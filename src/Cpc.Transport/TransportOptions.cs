using System.Net;
using System.Text;
using Cpc.Cryptography;
using Cpc.Sessions;

namespace Cpc.Transport;

/// <summary>What both transports need to know. The same object may serve any number of transports.</summary>
public sealed record TransportOptions
{
    /// <summary>Our own identity; signs the binding of the transport certificate.</summary>
    public required IIdentity Identity { get; init; }

    /// <summary>Whether an authenticated peer may connect to us. Called concurrently; must be quick and not block.</summary>
    public required Func<PeerId, bool> Admit { get; init; }

    /// <summary>Name of the network and version, offered as ALPN: 1 to 64 ASCII characters.</summary>
    public string Network { get; init; } = "cpc/1";

    /// <summary>From the first byte to the greeting, each side on its own.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A connection on which nothing is heard for this long ends. With QUIC the smaller side wins.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A quiet connection is probed this often; <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Streams one peer may have open towards us per connection.</summary>
    public int MaximumInboundStreams { get; init; } = 64;

    /// <summary>
    /// Bytes a peer may send on a stream before we have read them: a power of two. A connection can hold at most
    /// this times the streams of both directions in memory, 32 MiB with the standard values.
    /// </summary>
    public int StreamWindow { get; init; } = 256 * 1024;

    /// <summary>Handshakes in progress per listener; more are dropped and counted.</summary>
    public int MaximumPendingHandshakes { get; init; } = 64;

    /// <summary>The same from one network: /24 of IPv4, /48 of IPv6.</summary>
    public int MaximumPendingHandshakesPerNetwork { get; init; } = 32;

    /// <summary>Accepted connections per listener.</summary>
    public int MaximumConnections { get; init; } = 1024;

    /// <summary>Accepted connections per listener and peer; a few, for reconnects and path changes.</summary>
    public int MaximumConnectionsPerPeer { get; init; } = 8;

    /// <summary>Accepted connections per listener and network: /24 of IPv4, /48 of IPv6.</summary>
    public int MaximumConnectionsPerNetwork { get; init; } = 128;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Counts refusals of inbound connections and violations of established ones; the address where known.</summary>
    public Action<TransportRefusal, IPAddress?>? OnRefusal { get; init; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Identity);
        ArgumentNullException.ThrowIfNull(Admit);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (Network.Length is 0 or > 64 || !Ascii.IsValid(Network)) throw new ArgumentException("Network must be 1 to 64 ASCII characters.");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HandshakeTimeout, TimeSpan.Zero, nameof(HandshakeTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(IdleTimeout, TimeSpan.Zero, nameof(IdleTimeout));
        if (KeepAlive <= TimeSpan.Zero && KeepAlive != Timeout.InfiniteTimeSpan) throw new ArgumentException("KeepAlive must be positive or infinite.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumInboundStreams, 1, nameof(MaximumInboundStreams));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaximumInboundStreams, ushort.MaxValue, nameof(MaximumInboundStreams));
        if (StreamWindow is < 16 * 1024 or > 16 * 1024 * 1024 || !int.IsPow2(StreamWindow)) throw new ArgumentException("StreamWindow must be a power of two from 16 KiB to 16 MiB.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumPendingHandshakes, 1, nameof(MaximumPendingHandshakes));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumConnections, 1, nameof(MaximumConnections));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumConnectionsPerPeer, 1, nameof(MaximumConnectionsPerPeer));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumConnectionsPerNetwork, 1, nameof(MaximumConnectionsPerNetwork));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumPendingHandshakesPerNetwork, 1, nameof(MaximumPendingHandshakesPerNetwork));
    }

    /// <summary>Tells the observer; its own faults must not stop anyone from connecting.</summary>
    internal void Refused(TransportRefusal refusal, EndPoint? from)
    {
        try
        {
            OnRefusal?.Invoke(refusal, (from as IPEndPoint)?.Address);
        }
        catch (Exception)
        {
            // Counting is best effort.
        }
    }

    /// <summary>Asks <see cref="Admit"/>; a fault in it refuses.</summary>
    internal bool Admits(PeerId peer)
    {
        try
        {
            return Admit(peer);
        }
        catch (Exception)
        {
            return false;
        }
    }
}
