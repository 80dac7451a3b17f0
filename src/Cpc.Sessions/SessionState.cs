namespace Cpc.Sessions;

/// <summary>Whether a session still has keys.</summary>
public enum SessionState
{
    Open,

    /// <summary>Keys erased.</summary>
    Closed,
}
