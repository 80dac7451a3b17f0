namespace Cpc.Sessions.Tests.Model;

/// <summary>A DATA frame with the keys that sealed it and its header in clear.</summary>
internal sealed record ModelSealed(byte[] Sender, byte[] Frame, byte[] HeaderKey, byte[] Header, byte[] MessageKey, byte[] Payload);
