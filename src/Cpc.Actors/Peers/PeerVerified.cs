using Cpc.Cryptography;

namespace Cpc.Actors.Peers;

/// <summary>Someone has compared the peer's safety number over another channel, and it was the same.</summary>
/// <param name="By">Who said so.</param>
public sealed record PeerVerified(PeerId PeerId, VerificationMethod Method, string? By, DateTimeOffset At);
