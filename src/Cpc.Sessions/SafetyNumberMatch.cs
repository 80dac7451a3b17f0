namespace Cpc.Sessions;

/// <summary>How a shown code compares with what this side knows.</summary>
public enum SafetyNumberMatch
{
    /// <summary>Both sides have the same network, the same two keys and the same digits.</summary>
    Same,

    /// <summary>It is no such code, or a damaged one.</summary>
    Malformed,

    /// <summary>The code is of another version of this form.</summary>
    OtherVersion,

    /// <summary>The other side is in another network.</summary>
    OtherNetwork,

    /// <summary>It is this node's own code: it has to be the one the peer shows.</summary>
    OwnCode,

    /// <summary>Who shows it has another key than the peer in this side's book.</summary>
    OtherPeer,

    /// <summary>Who shows it has another key for this node in its book.</summary>
    OtherSelf,

    /// <summary>The same keys and other digits: one of the two sides computes wrongly.</summary>
    OtherDigits,
}
