using System.Net.Quic;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Authentication;

namespace Cpc.Transport;

/// <summary>Turns what System.Net.Quic throws into refusals.</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
[SupportedOSPlatform("windows")]
internal static class QuicFaults
{
    /// <summary>True for what a peer or the network can cause, in contrast to our own misuse.</summary>
    public static bool IsExpected(Exception e) => e is QuicException or IOException or SocketException or AuthenticationException or ObjectDisposedException;

    /// <summary>True for what one failed handshake throws.</summary>
    public static bool IsHandshake(Exception e) => e is AuthenticationException or QuicException { QuicError: not QuicError.OperationAborted };

    /// <summary>How a connection ended that threw this.</summary>
    public static ConnectionEnd End(Exception e) => e is QuicException quic
        ? quic.QuicError switch
        {
            QuicError.ConnectionAborted => new ConnectionEnd(QuicCodes.Reason(quic.ApplicationErrorCode), ByPeer: true),
            QuicError.ConnectionIdle or QuicError.ConnectionTimeout => new ConnectionEnd(CloseReason.IdleTimeout, ByPeer: false),
            _ => new ConnectionEnd(CloseReason.Lost, ByPeer: false),
        }
        : new ConnectionEnd(CloseReason.Lost, ByPeer: false);

    /// <summary>What an operation on a stream that threw this is refused with.</summary>
    public static TransportException OfStream(Exception e, TransportRefusal? ended)
    {
        if (ended is { } refusal) return new TransportException(refusal);
        return e is QuicException quic
            ? new TransportException(
                quic.QuicError switch
                {
                    QuicError.StreamAborted or QuicError.OperationAborted => TransportRefusal.StreamAborted,
                    QuicError.ConnectionIdle or QuicError.ConnectionTimeout => TransportRefusal.Timeout,
                    _ => TransportRefusal.Closed,
                },
                e)
            : new TransportException(TransportRefusal.StreamAborted, e);
    }

    /// <summary>Why a handshake that threw this failed.</summary>
    public static TransportRefusal OfHandshake(Exception e) => e switch
    {
        QuicException { QuicError: QuicError.ConnectionTimeout or QuicError.ConnectionIdle } => TransportRefusal.Timeout,
        QuicException { QuicError: QuicError.ConnectionRefused } or SocketException => TransportRefusal.Unreachable,
        _ => TransportRefusal.Handshake,
    };
}
