using Cpc.Cryptography;

namespace Cpc.Actors.Peers;

/// <summary>A peer in the book.</summary>
/// <param name="Host">A name or an IP address.</param>
public sealed record PeerEntry(PeerId PeerId, string Host, int Port, string? Name)
{
    /// <summary>Both would be dialed at the same place, as far as it can be told without resolving names.</summary>
    public bool SharesAddressWith(PeerEntry other) => Port == other.Port && Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>HOST:PORT.</summary>
    public string Address => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
