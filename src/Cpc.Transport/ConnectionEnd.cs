namespace Cpc.Transport;

/// <summary>How a connection ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="ByPeer">True when the peer said so over the authenticated connection.</param>
public readonly record struct ConnectionEnd(CloseReason Reason, bool ByPeer)
{
    /// <summary>What operations on the ended connection are refused with.</summary>
    internal TransportRefusal Refusal => Reason == CloseReason.IdleTimeout ? TransportRefusal.Timeout : TransportRefusal.Closed;
}
