namespace Cpc.Actors.Api;

/// <summary>A peer in this node's book.</summary>
/// <param name="Address">HOST:PORT.</param>
/// <param name="Queued">Documents waiting for it.</param>
/// <param name="LastProblem">Why the last try failed; null after a success.</param>
public sealed record PeerView(string Id, string? Name, string Address, bool Connected, int Queued, string? LastProblem);
