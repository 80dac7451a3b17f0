using Cpc.Transport;

namespace Cpc.Actors.Transport;

/// <summary>What of a transport's refusals is a failure, and failures in words.</summary>
internal static class BreakerWords
{
    /// <summary>The kind of failure; None when the peer itself refused, nobody was dialed, or the fault is this node's.</summary>
    public static BreakerFailure KindOf(TransportException e) => e switch
    {
        { SaidByPeer: true } => BreakerFailure.None,
        { Refusal: TransportRefusal.NotSupported or TransportRefusal.SelfConnection or TransportRefusal.NotFound } => BreakerFailure.None,
        { Refusal: TransportRefusal.Timeout } => BreakerFailure.DialTimeout,
        { Refusal: TransportRefusal.Unreachable } => BreakerFailure.Unreachable,
        _ => BreakerFailure.Handshake,
    };

    public static string Of(BreakerFailure failure) => failure switch
    {
        BreakerFailure.Unreachable => "nobody answers at the peer's address",
        BreakerFailure.Handshake => "the handshake with the peer's address failed",
        BreakerFailure.DialTimeout => "the peer did not answer a dial in time",
        BreakerFailure.SessionTimeout => "the peer did not answer a session's handshake in time",
        BreakerFailure.ReceiptTimeout => "the peer's receipt did not come in time",
        _ => "none",
    };
}
