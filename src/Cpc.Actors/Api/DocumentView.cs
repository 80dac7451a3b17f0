namespace Cpc.Actors.Api;

/// <summary>A document as the bookkeeper sees it.</summary>
/// <param name="Direction">sent or received.</param>
/// <param name="Kind">invoice or creditNote.</param>
/// <param name="Number">BT-1.</param>
/// <param name="Payable">BT-115.</param>
/// <param name="Status">e.g. queued, sent, delivered, accepted, rejected, received.</param>
/// <param name="Bytes">Size of the document as it travels, in bytes.</param>
/// <param name="Blake3">Its BLAKE3-256, hex.</param>
/// <param name="ReceiptVerified">A signed receipt over this hash is held.</param>
/// <param name="Problem">Why delivery does not go on; null while it does.</param>
public sealed record DocumentView(
    Guid Id,
    string Direction,
    string Kind,
    string Number,
    DateOnly IssueDate,
    string Peer,
    string? PeerName,
    string Seller,
    string Buyer,
    string Currency,
    decimal Payable,
    string Status,
    string? Reason,
    int Bytes,
    string Blake3,
    bool ReceiptVerified,
    string? Problem,
    IReadOnlyList<HistoryView> History)
{
    /// <summary>What was suspicious when it arrived: numberConflict, accountChanged, lookAlikeSeller, sellerFromAnotherPeer, tooManySellers.</summary>
    public IReadOnlyList<string> Concerns { get; init; } = [];

    /// <summary>open while somebody has to decide about the concerns, then approved or rejected; null where there are none.</summary>
    public string? Hold { get; init; }

    /// <summary>It can be neither accepted nor paid.</summary>
    public bool Held { get; init; }

    /// <summary>BT-112; null in a row of a list that an earlier version wrote.</summary>
    public decimal? Total { get; init; }

    public override string ToString() => $"DocumentView({Id}, {Status})";
}
