using Cpc.Cryptography;

namespace Cpc.Actors.Peers;

/// <summary>A peer is not admitted any more, and nothing is sent to it. Adding it again ends that.</summary>
/// <param name="ReplacedBy">The peer that was put in its place; null when there is none.</param>
/// <param name="By">Who decided it.</param>
public sealed record PeerBlocked(PeerId PeerId, PeerId? ReplacedBy, string? By, DateTimeOffset At);
