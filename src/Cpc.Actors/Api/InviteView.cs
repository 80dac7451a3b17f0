namespace Cpc.Actors.Api;

/// <summary>What a partner needs to reach this node.</summary>
/// <param name="Link">"cpc:…", for 'cpc peer add'.</param>
/// <param name="Addresses">HOST:PORT; empty when they are to be found by discovery.</param>
/// <param name="Bootstrap">ID@HOST:PORT of the nodes through which discovery begins.</param>
public sealed record InviteView(string Link, string Id, string Network, IReadOnlyList<string> Addresses, IReadOnlyList<string> Bootstrap);
