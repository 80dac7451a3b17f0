using Cpc.Cryptography;

namespace Cpc.Actors.Peers;

/// <summary>What people have decided about a peer's key.</summary>
/// <param name="VerifiedAt">When its safety number was compared over another channel; null when it was not.</param>
/// <param name="BlockedAt">Since when it is not admitted; null when it is.</param>
/// <param name="ReplacedBy">The peer that was put in its place; null when there is none.</param>
public sealed record PeerTrust(DateTimeOffset? VerifiedAt = null, DateTimeOffset? BlockedAt = null, PeerId? ReplacedBy = null)
{
    public static readonly PeerTrust None = new();

    public bool IsBlocked => BlockedAt is not null;
}
