using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Guards;

/// <summary>
/// What makes an invoice the same invoice for a bookkeeper: sending peer (no other can take its numbers), seller, class of type (BT-3), number (BT-1), year of BT-2.
/// The number is compared as written but for white space around it: leading zeros and case tell numbers apart.
/// </summary>
public sealed record InvoiceKey : DocumentPart
{
    /// <summary>The peer that the invoice came from, as the session has proved it.</summary>
    public required ParticipantId Sender { get; init; }

    public required SellerKey Seller { get; init; }

    /// <summary>Credit notes have a series of their own.</summary>
    public required bool IsCreditNote { get; init; }

    /// <summary>BT-1, its beginning where it is very long.</summary>
    public required string Number { get; init; }

    public required int Year { get; init; }

    public static InvoiceKey Of(ParticipantId sender, InvoiceDocument document) => new()
    {
        Sender = sender,
        Seller = SellerKey.Of(document.Seller),
        IsCreditNote = document.IsCreditNote,
        Number = Bounds.Code(document.Number.Trim()),
        Year = document.IssueDate.Year,
    };
}
