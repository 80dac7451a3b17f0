using System.Net;

namespace Cpc.Transport.Nat;

/// <summary>What a server said.</summary>
/// <param name="Server">HOST:PORT as configured.</param>
/// <param name="Seen">The address it saw; null when it did not answer.</param>
/// <param name="Problem">Why there is none, in plain words; null when there is one.</param>
public sealed record StunAnswer(string Server, IPEndPoint? Seen, string? Problem);
