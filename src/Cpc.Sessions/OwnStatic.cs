using Cpc.Sessions.Noise;

namespace Cpc.Sessions;

/// <summary>A Noise static of our own with its record.</summary>
/// <param name="Pair">Its owner erases the private key.</param>
/// <param name="Sequence">The record's seq.</param>
/// <param name="Record">Encoded and signed.</param>
/// <param name="NotAfter">The key serves until this time + 300 s.</param>
public sealed record OwnStatic(StaticKeyPair Pair, uint Sequence, byte[] Record, DateTimeOffset NotAfter)
{
    public override string ToString() => $"OwnStatic({Sequence})";
}
