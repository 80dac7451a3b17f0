using Cpc.Invoicing.Guards;
using Cpc.Invoicing.Model;

namespace Cpc.Actors.Guards;

/// <summary>Has an invoice that arrived judged; answered by <see cref="InvoiceClaimed"/> once that is durable.</summary>
/// <param name="Sender">The peer that it came from, as the session has proved it.</param>
public sealed record ClaimInvoice(ParticipantId Sender, InvoiceDocument Document, ContentHash Hash)
{
    public override string ToString() => $"ClaimInvoice({Hash}, redacted)";
}

/// <param name="Concerns">What is suspicious about it; empty where nothing is.</param>
public sealed record InvoiceClaimed(ValueList<Concern> Concerns);

/// <summary>Somebody approves or rejects a suspicious invoice; answered by <see cref="ClaimDecided"/> once that is durable.</summary>
public sealed record DecideClaim(ContentHash Hash, bool Approve);

/// <summary>The guards know of it.</summary>
public sealed record ClaimDecided
{
    public static readonly ClaimDecided Instance = new();
}
