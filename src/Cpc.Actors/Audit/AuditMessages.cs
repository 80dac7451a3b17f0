using Cpc.Governance.Audit;

namespace Cpc.Actors.Audit;

/// <summary>Appends a fact; answered by <see cref="AuditAppended"/> once it is durable.</summary>
public sealed record AppendAudit(AuditFact Fact);

/// <summary>The fact is entry number <paramref name="Sequence"/>.</summary>
public sealed record AuditAppended(long Sequence);

/// <summary>Asks for the chain's head; answered by <see cref="AuditChain"/>.</summary>
public sealed record GetAuditHead
{
    public static readonly GetAuditHead Instance = new();
}
