namespace Cpc.Invoicing.Guards;

/// <summary>What makes an arriving invoice suspicious. Numbers are stored: never reuse one.</summary>
public enum Concern
{
    /// <summary>Another invoice of the same seller, type, number and year is here: one of them is wrong. It is quarantined.</summary>
    NumberConflict = 1,

    /// <summary>A known seller wants its money on an account that it was never paid to. It is held.</summary>
    AccountChanged = 2,

    /// <summary>A new seller could be taken for a known one. It is flagged.</summary>
    LookAlikeSeller = 3,

    /// <summary>A seller that only other peers have sent invoices of so far. It is held.</summary>
    SellerFromAnotherPeer = 4,

    /// <summary>A new seller from a peer that has sent invoices of very many. It is held.</summary>
    TooManySellers = 5,
}
