namespace Cpc.Sessions.Tests.Model;

/// <summary>One entry of MKSKIPPED.</summary>
internal sealed record ModelSkipped(byte[] HeaderKey, uint N, byte[] MessageKey, double At);
