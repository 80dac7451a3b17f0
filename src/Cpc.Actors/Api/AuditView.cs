namespace Cpc.Actors.Api;

/// <summary>The result of walking the audit chain.</summary>
/// <param name="Entries">Entries that hold.</param>
/// <param name="Head">Leaf hash of the last of them, hex.</param>
/// <param name="Fault">none, gap, brokenLink, otherNode or unreadable.</param>
/// <param name="At">Sequence number where it breaks; 0 when it holds.</param>
/// <param name="Actions">Number of entries by action.</param>
public sealed record AuditView(bool Holds, long Entries, string Head, string Fault, long At, IReadOnlyDictionary<string, long> Actions);
