namespace Cpc.Kademlia;

/// <summary>Why a text is no invite.</summary>
public enum InviteRefusal
{
    None,

    /// <summary>It does not begin as one, has a character that none has, or is cut off.</summary>
    NotAnInvite,

    /// <summary>Longer than any invite.</summary>
    TooLong,

    /// <summary>Of another version than this program's.</summary>
    Version,

    /// <summary>A character is wrong.</summary>
    Checksum,

    /// <summary>Its content is not what an invite holds.</summary>
    Malformed,
}
