using System.Net;
using System.Net.Quic;
using System.Net.Security;
using System.Runtime.Versioning;

namespace Cpc.Transport;

/// <summary>How QUIC connections are configured; what .NET leaves open is set explicitly.</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
[SupportedOSPlatform("windows")]
internal static class QuicSettings
{
    public static QuicClientConnectionOptions ForDialer(TransportOptions options, IPEndPoint remote, SslClientAuthenticationOptions authentication, OpeningCredit opening)
    {
        var dialer = new QuicClientConnectionOptions
        {
            RemoteEndPoint = remote,
            ClientAuthenticationOptions = authentication,
            // The greeting's, and no other.
            MaxInboundUnidirectionalStreams = 1,
        };
        SetCommon(dialer, options, opening);
        return dialer;
    }

    public static QuicServerConnectionOptions ForAcceptor(TransportOptions options, SslServerAuthenticationOptions authentication, OpeningCredit opening)
    {
        var acceptor = new QuicServerConnectionOptions { ServerAuthenticationOptions = authentication, MaxInboundUnidirectionalStreams = 0 };
        SetCommon(acceptor, options, opening);
        return acceptor;
    }

    private static void SetCommon(QuicConnectionOptions connection, TransportOptions options, OpeningCredit opening)
    {
        connection.StreamCapacityCallback = (_, change) => opening.TryAdd(change.BidirectionalIncrement);
        connection.DefaultCloseErrorCode = QuicCodes.Of(CloseReason.Finished);
        connection.DefaultStreamErrorCode = QuicCodes.StreamAborted;
        connection.MaxInboundBidirectionalStreams = options.MaximumInboundStreams;
        connection.HandshakeTimeout = options.HandshakeTimeout;
        connection.IdleTimeout = options.IdleTimeout;
        connection.KeepAliveInterval = options.KeepAlive;
        connection.InitialReceiveWindowSizes = new QuicReceiveWindowSizes
        {
            LocallyInitiatedBidirectionalStream = options.StreamWindow,
            RemotelyInitiatedBidirectionalStream = options.StreamWindow,
            UnidirectionalStream = 16 * 1024,
            // Both directions' streams at their windows: an unread stream must not use up the share of another.
            Connection = (int)Math.Min(1L << 30, (long)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)options.MaximumInboundStreams) * 2 * options.StreamWindow),
        };
    }
}
