using System.Text.Json.Serialization;
using Cpc.Actors.Api;

namespace Cpc.Node.Api;

/// <summary>Body of POST /v1/safety-number: what the partner reads aloud or shows; one of the three.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record VerifyPeerRequest(string? Digits = null, string? Words = null, string? Code = null)
{
    public SafetyNumberProof ToProof() => new(Digits, Words, Code);
}
