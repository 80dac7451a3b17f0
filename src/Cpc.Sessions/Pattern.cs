using Cpc.Sessions.Noise;

namespace Cpc.Sessions;

/// <summary>The patterns by their number in HS1 (protocol.md §6).</summary>
internal static class Pattern
{
    public const byte XX = 1;
    public const byte KK = 2;
    public const byte KKpsk0 = 3;

    /// <returns>Null for an unknown number.</returns>
    public static NoisePattern? Of(byte number) => number switch
    {
        XX => NoisePattern.XX,
        KK => NoisePattern.KK,
        KKpsk0 => NoisePattern.KKpsk0,
        _ => null,
    };
}
