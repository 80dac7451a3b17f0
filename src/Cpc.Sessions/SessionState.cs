namespace Cpc.Sessions;

/// <summary>States of a session after its handshake (protocol.md §7).</summary>
public enum SessionState
{
    /// <summary>Initiator: Confirm is sent; documents may follow it.</summary>
    AwaitAck,

    /// <summary>Responder: nothing but Confirm is accepted.</summary>
    AwaitConfirm,

    Active,

    /// <summary>Keys erased.</summary>
    Closed,
}
