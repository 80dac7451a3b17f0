using System.Text.Json.Serialization;

namespace Cpc.Node.Api;

/// <summary>Body of POST /v1/peers.</summary>
/// <param name="Peer">ID@HOST:PORT.</param>
/// <param name="Replace">Block the peers that have its name or its address.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AddPeerRequest(string Peer, string? Name = null, bool Replace = false);
