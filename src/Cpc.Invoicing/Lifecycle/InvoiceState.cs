using Cpc.Invoicing.Guards;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Lifecycle;

/// <summary>A document's state on one side, folded from its events by <see cref="Invoice.Apply"/>.</summary>
public sealed record InvoiceState
{
    public required InvoiceMetadata Metadata { get; init; }

    public required InvoiceRole Role { get; init; }

    public required InvoicePhase Phase { get; init; }

    /// <summary>Issuer side: the exchanges started for this document, oldest first.</summary>
    public ValueList<ExchangeId> Attempts { get; init; }

    /// <summary>Issuer side: the recipient's receipt. Recipient side: our own, sent again for a duplicate.</summary>
    public ByteString? Receipt { get; init; }

    /// <summary>The recipient's answers, oldest first.</summary>
    public ValueList<StatusStep> Statuses { get; init; }

    /// <summary>Recipient side: what was suspicious about it when it arrived.</summary>
    public ValueList<Concern> Concerns { get; init; }

    /// <summary>Recipient side: what somebody decided about the concerns; null while nobody has.</summary>
    public bool? Approved { get; init; }

    /// <summary>It can be neither accepted nor paid: a number or an account waits for a decision, or was rejected. A seller
    /// that looks like another is flagged and holds nothing until it is rejected.</summary>
    public bool IsHeld => Approved == false || (Approved is null && Concerns.Any(concern => concern != Concern.LookAlikeSeller));

    /// <summary>The last answer, or null.</summary>
    public StatusStep? LastStatus => Statuses.Count == 0 ? null : Statuses[^1];

    /// <summary>Identity and phase; a document's number, name or amount is not in the state at all.</summary>
    public override string ToString() => $"InvoiceState({Metadata.DocumentId}, {Role}, {Phase})";
}
