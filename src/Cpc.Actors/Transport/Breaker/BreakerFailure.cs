namespace Cpc.Actors.Transport;

/// <summary>What counts as a failure towards a peer. Whatever the peer itself, authenticated, says no to is none.</summary>
public enum BreakerFailure
{
    None,

    /// <summary>Nobody answers at its address.</summary>
    Unreachable,

    /// <summary>Somebody answers, and the handshake of the transport fails or shows another identity.</summary>
    Handshake,

    /// <summary>The dial was not answered in time.</summary>
    DialTimeout,

    /// <summary>A connection stands, and the session's handshake was not answered in time.</summary>
    SessionTimeout,

    /// <summary>A document was sent, and its receipt did not come in time.</summary>
    ReceiptTimeout,
}
