using Cpc.Actors.Documents;
using Cpc.Cryptography;

namespace Cpc.Actors.Lists;

/// <summary>What filters look at, less than a kilobyte a document; the rest of its row is read when it is shown.</summary>
internal sealed class IndexEntry
{
    /// <summary>Of each field, in UTF-16 units.</summary>
    private const int MaxText = 200;

    private IndexEntry(ListEntry entry, PeerId peer)
    {
        var view = entry.View;
        Key = entry.Key;
        Revision = entry.Revision;
        Peer = peer;
        // A few words that all documents share.
        Status = string.Intern(view.Status);
        Direction = string.Intern(view.Direction);
        Kind = string.Intern(view.Kind);
        Currency = string.Intern(view.Currency);
        Date = view.IssueDate;
        Payable = view.Payable;
        Text = $"{Cut(view.Number)}\n{Cut(view.Seller)}\n{Cut(view.Buyer)}".ToUpperInvariant();
    }

    public DocumentKey Key { get; }

    public long Revision { get; }

    public PeerId Peer { get; }

    public string Status { get; }

    public string Direction { get; }

    public string Kind { get; }

    public string Currency { get; }

    public DateOnly Date { get; }

    public decimal Payable { get; }

    /// <summary>Number, seller and buyer in capitals, the beginning of each: a peer chose them, and they stay in memory.</summary>
    public string Text { get; }

    public static IndexEntry Of(ListEntry entry) =>
        PeerId.TryParse(entry.View.Peer, out var peer) ? new IndexEntry(entry, peer) : throw new InvalidDataException("A row of the lists names no peer.");

    /// <param name="filter">Its text in capitals.</param>
    public bool Passes(DocumentFilter filter) =>
        (filter.Partner is not { } partner || Peer == partner)
        && Is(filter.Status, Status) && Is(filter.Direction, Direction) && Is(filter.Kind, Kind) && Is(filter.Currency, Currency)
        && !(Date < filter.From) && !(Date > filter.To) && !(Payable < filter.Min) && !(Payable > filter.Max)
        && (filter.Text is not { } text || Text.Contains(text, StringComparison.Ordinal));

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText];

    private static bool Is(string? wanted, string value) => wanted is null || string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase);
}
