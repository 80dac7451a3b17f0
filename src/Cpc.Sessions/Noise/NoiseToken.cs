namespace Cpc.Sessions.Noise;

/// <summary>The tokens of Noise message patterns (§7.1).</summary>
#pragma warning disable IDE1006, CA1712 // Noise's own names.
public enum NoiseToken
{
    e,
    s,
    ee,
    es,
    se,
    ss,
    psk,
}
