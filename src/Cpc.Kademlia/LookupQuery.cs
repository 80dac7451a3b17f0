namespace Cpc.Kademlia;

/// <summary>A question to send.</summary>
/// <param name="Near">Contacts near this key are wanted.</param>
/// <param name="Record">And the record of this key; null for contacts only.</param>
public sealed record LookupQuery(Contact To, NodeId Near, NodeId? Record);
