namespace Cpc.Governance.Audit;

/// <summary>The result of walking a chain.</summary>
/// <param name="Fault">None when every link holds.</param>
/// <param name="At">Sequence number where it breaks; 0 when it holds.</param>
/// <param name="Chain">The chain as far as it holds.</param>
public sealed record AuditVerdict(AuditFault Fault, long At, AuditChain Chain);
