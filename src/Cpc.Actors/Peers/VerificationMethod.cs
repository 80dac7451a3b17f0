namespace Cpc.Actors.Peers;

/// <summary>How a safety number was compared. Numbers are stored: never reuse one.</summary>
public enum VerificationMethod
{
    Digits = 1,

    Words = 2,

    /// <summary>The partner's QR code was scanned.</summary>
    Code = 3,
}
