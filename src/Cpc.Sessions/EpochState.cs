namespace Cpc.Sessions;

/// <summary>States of one epoch.</summary>
internal enum EpochState
{
    /// <summary>Initiator: Confirm is sent, not yet answered.</summary>
    AwaitAck,

    /// <summary>Responder: nothing but Confirm is accepted.</summary>
    AwaitConfirm,

    Active,

    /// <summary>Receive only, until the peer's last message of this epoch is here.</summary>
    Draining,
}
