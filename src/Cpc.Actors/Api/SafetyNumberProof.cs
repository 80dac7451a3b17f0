namespace Cpc.Actors.Api;

/// <summary>What the partner reads aloud, or what was scanned from the partner's screen; exactly one of the three.</summary>
/// <param name="Digits">60 digits, in groups or not.</param>
/// <param name="Words">20 words.</param>
/// <param name="Code">The text of the partner's QR code.</param>
public sealed record SafetyNumberProof(string? Digits = null, string? Words = null, string? Code = null);
