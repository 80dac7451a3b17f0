using Cpc.Cryptography;

namespace Cpc.Kademlia;

/// <summary>A question to send.</summary>
/// <param name="Near">Contacts near this key are wanted.</param>
/// <param name="Wanted">And this identity's record; null for contacts only.</param>
public sealed record LookupQuery(Contact To, NodeId Near, PeerId? Wanted);
