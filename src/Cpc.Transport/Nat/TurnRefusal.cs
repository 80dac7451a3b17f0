namespace Cpc.Transport.Nat;

/// <summary>Why a TURN server did not do what it was asked.</summary>
public enum TurnRefusal
{
    None,

    /// <summary>It did not answer in time, or its connection ended.</summary>
    NoAnswer,

    /// <summary>Its answer follows no rule, or does not prove that it knows the password.</summary>
    Malformed,

    /// <summary>401: username or password are wrong.</summary>
    Unauthorized,

    /// <summary>403: it does not relay to that address.</summary>
    Forbidden,

    /// <summary>437: the allocation is gone, or there is one already.</summary>
    AllocationMismatch,

    /// <summary>442 or 440: it does not relay over this transport or address family.</summary>
    Unsupported,

    /// <summary>447: the peer did not take the connection (RFC 6062).</summary>
    PeerUnreachable,

    /// <summary>486 or 508: its quota or capacity is used up.</summary>
    Full,

    /// <summary>Any other error.</summary>
    Refused,
}
