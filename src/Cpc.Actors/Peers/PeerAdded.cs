namespace Cpc.Actors.Peers;

/// <summary>A peer was added to the book, or its address or name changed.</summary>
public sealed record PeerAdded(PeerEntry Entry, DateTimeOffset At);
