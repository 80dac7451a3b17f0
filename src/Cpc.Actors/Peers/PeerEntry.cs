using Cpc.Cryptography;

namespace Cpc.Actors.Peers;

/// <summary>A peer in the book.</summary>
/// <param name="Host">A name or an IP address.</param>
public sealed record PeerEntry(PeerId PeerId, string Host, int Port, string? Name)
{
    public string Address => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
