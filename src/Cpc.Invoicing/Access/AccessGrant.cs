using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Access;

/// <summary>What a local user may do on this node.</summary>
public sealed record AccessGrant : DocumentPart
{
    public required Guid GrantId { get; init; }

    /// <summary>Whose it is, e.g. "uid:1000".</summary>
    public required string User { get; init; }

    public required AccessRole Role { get; init; }

    /// <summary>A delegate's.</summary>
    public AccessScopes Scopes { get; init; }

    /// <summary>A delegate's: the largest amount (BT-112 or BT-115, whichever is larger) that it may issue or approve; null for any.</summary>
    public decimal? Limit { get; init; }

    /// <summary>The currency of <see cref="Limit"/>; amounts in another are above any limit.</summary>
    public string? LimitCurrency { get; init; }

    /// <summary>The first moment at which it holds.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>The first moment at which it no longer holds; an auditor's always has one.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    public bool IsRevoked { get; init; }
}
