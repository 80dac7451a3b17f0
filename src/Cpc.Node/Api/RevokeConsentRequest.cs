using System.Text.Json.Serialization;

namespace Cpc.Node.Api;

/// <summary>Body of POST /v1/consents/{id}/revoke.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RevokeConsentRequest(string? Reason = null);
