namespace Cpc.Actors.Api;

/// <summary>The safety number of this node and a peer: both see the same one when each has the other's true key.</summary>
/// <param name="Digits">Twelve groups of five digits, separated by spaces.</param>
/// <param name="Words">The same number in 20 words.</param>
/// <param name="Code">What this node shows as a QR code, and what the partner scans.</param>
/// <param name="VerifiedSince">When it was compared over another channel; null when it was not.</param>
public sealed record SafetyNumberView(string Peer, string? PeerName, string Digits, IReadOnlyList<string> Words, string Code, DateTimeOffset? VerifiedSince)
{
    public bool Verified => VerifiedSince is not null;
}
