namespace Cpc.Actors.Api;

/// <summary>What consent is granted for.</summary>
/// <param name="Kinds">Document kinds (invoice, creditNote, status); empty for all.</param>
/// <param name="LegalBasis">consent (GDPR 6.1.a), contract (6.1.b), obligation (6.1.c) or interest (6.1.f).</param>
/// <param name="ValidUntil">Null for no end.</param>
public sealed record ConsentRequest(IReadOnlyList<string> Kinds, string LegalBasis, DateTimeOffset? ValidUntil)
{
    /// <summary>Largest amount (BT-112 or BT-115, whichever is larger) of one document; null for any.</summary>
    public decimal? MaxAmount { get; init; }

    /// <summary>The currency of <see cref="MaxAmount"/>, ISO 4217.</summary>
    public string? Currency { get; init; }

    public override string ToString() => "ConsentRequest(redacted)";
}
