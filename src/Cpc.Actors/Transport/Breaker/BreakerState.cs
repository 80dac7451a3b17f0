namespace Cpc.Actors.Transport;

/// <summary>State of the circuit towards a peer.</summary>
public enum BreakerState
{
    /// <summary>Calls pass.</summary>
    Closed,

    /// <summary>Calls fail at once.</summary>
    Open,

    /// <summary>One call passes and decides; others fail at once.</summary>
    HalfOpen,
}
