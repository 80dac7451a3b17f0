namespace Cpc.Actors.Audit;

/// <summary>An entry joined the chain; the bytes are those that were hashed.</summary>
public sealed record AuditRecorded(byte[] Entry);
