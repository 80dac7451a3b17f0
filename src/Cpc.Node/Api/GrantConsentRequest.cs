using System.Text.Json.Serialization;

namespace Cpc.Node.Api;

/// <summary>Body of POST /v1/consents.</summary>
/// <param name="Kinds">invoice, creditNote, status; empty or absent for all.</param>
/// <param name="ValidUntil">Absent for no end.</param>
/// <param name="MaxAmount">Largest amount of one document, with its currency; absent for any.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record GrantConsentRequest(string Peer, string LegalBasis, IReadOnlyList<string>? Kinds = null, DateTimeOffset? ValidUntil = null, decimal? MaxAmount = null, string? Currency = null)
{
    public override string ToString() => "GrantConsentRequest(redacted)";
}
