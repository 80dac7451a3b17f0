using System.Text.Json.Serialization;

namespace Cpc.Node.Api;

/// <summary>Body of POST /v1/peers.</summary>
/// <param name="Peer">ID@HOST:PORT.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AddPeerRequest(string Peer, string? Name = null);
