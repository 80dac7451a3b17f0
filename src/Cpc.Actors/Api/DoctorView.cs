namespace Cpc.Actors.Api;

/// <summary>What the doctor found.</summary>
/// <param name="Peer">The peer it looked at; null for the node alone.</param>
public sealed record DoctorView(string? Peer, IReadOnlyList<CheckView> Checks)
{
    /// <summary>There is no problem; there may be warnings.</summary>
    public bool Ok => Checks.All(c => c.Outcome != "problem");
}
