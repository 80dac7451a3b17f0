namespace Cpc.Sessions.Tests.Model;

/// <summary>What a frame led to.</summary>
internal sealed record ModelReceived(Refusal Refusal, byte Kind = 0, byte[]? Payload = null, byte[]? Reply = null);
