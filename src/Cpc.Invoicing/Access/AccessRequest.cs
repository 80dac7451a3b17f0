using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Access;

/// <summary>Who wants to do what with which kind of document.</summary>
public sealed record AccessRequest : DocumentPart
{
    /// <summary>Who asks, e.g. "uid:1000".</summary>
    public required string User { get; init; }

    public required AccessAction Action { get; init; }

    /// <summary>Our side of the document.</summary>
    public required InvoiceRole Side { get; init; }

    /// <summary>BT-112 or BT-115, whichever is larger; needed where a limit is to be kept.</summary>
    public decimal? Amount { get; init; }

    /// <summary>BT-5.</summary>
    public string? CurrencyCode { get; init; }

    /// <summary>For sharing onward: a consent for that purpose and that third participant was checked and holds.</summary>
    public bool HasConsent { get; init; }

    /// <summary>For approval with separation of duties: who made the change that is to be approved, or null.</summary>
    public string? ChangedBy { get; init; }
}
