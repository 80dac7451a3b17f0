using System.Net;

namespace Cpc.Transport.Nat;

/// <summary>What was found out about the way out of a socket.</summary>
/// <param name="Local">The socket's own address.</param>
/// <param name="Answers">Of each server that was asked, in order.</param>
public sealed record NatReport(NatMapping Mapping, NatFiltering Filtering, IPEndPoint Local, IReadOnlyList<StunAnswer> Answers)
{
    /// <summary>The address others see; null when no server answered.</summary>
    public IPEndPoint? Seen => Answers.FirstOrDefault(a => a.Seen is not null)?.Seen;
}
