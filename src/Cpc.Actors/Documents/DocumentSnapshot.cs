using Cpc.Cryptography;
using Cpc.Invoicing.Lifecycle;

namespace Cpc.Actors.Documents;

/// <summary>A document's state with what a list shows of its content. Never printed or persisted.</summary>
public sealed record DocumentSnapshot(
    DocumentKey Key,
    InvoiceState State,
    PeerId Counterparty,
    string Number,
    DateOnly IssueDate,
    string Seller,
    string Buyer,
    string Currency,
    decimal Payable,
    string? AnswerText,
    IReadOnlyList<(DateTimeOffset At, string What)> History)
{
    /// <summary>Sequence number of the last event in it.</summary>
    public long Revision { get; init; }

    /// <summary>BT-112.</summary>
    public decimal? Total { get; init; }

    public override string ToString() => $"DocumentSnapshot({Key}, redacted)";
}
