namespace Cpc.Transport;

/// <summary>Why a connection ended. The numbers travel: never reuse one.</summary>
public enum CloseReason
{
    /// <summary>Nothing more to say.</summary>
    Finished = 0,

    /// <summary>The node is going down; dial again later.</summary>
    ShuttingDown = 1,

    /// <summary>Another connection to the same peer is kept instead.</summary>
    Superseded = 2,

    /// <summary>The peer is no longer admitted.</summary>
    NotAdmitted = 3,

    /// <summary>What the peer sent broke the rules.</summary>
    Violation = 4,

    /// <summary>Observed only: nothing was heard for the idle timeout, or a write stalled that long.</summary>
    IdleTimeout = 5,

    /// <summary>Observed only: the network or the other process went away without a word.</summary>
    Lost = 6,
}
