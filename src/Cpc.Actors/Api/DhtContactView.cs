namespace Cpc.Actors.Api;

/// <summary>A node in the table.</summary>
/// <param name="Address">HOST:PORT.</param>
/// <param name="CommonPrefix">Bits that its place in the network has in common with this node's: its bucket.</param>
public sealed record DhtContactView(string Id, string Address, int CommonPrefix);
