using Cpc.Cryptography;
using Cpc.Sessions;

namespace Cpc.Actors.Peers;

/// <summary>What a confirmed session has taught us of a peer: its newest static record, which makes KK possible, and
/// the highest suite ever used with it, below which nothing is accepted again.</summary>
public sealed record PeerMet(PeerId PeerId, StaticRecord Record, byte HighestSuite)
{
    /// <summary>Nothing in it is newer or higher than what is known.</summary>
    public bool AddsNothingTo(PeerMet? known) =>
        known is not null && Record.Sequence <= known.Record.Sequence && HighestSuite <= known.HighestSuite;
}
