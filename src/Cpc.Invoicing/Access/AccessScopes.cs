namespace Cpc.Invoicing.Access;

/// <summary>What a delegate may do. Reading goes with any of them.</summary>
[Flags]
public enum AccessScopes
{
    None = 0,
    Draft = 1,
    Issue = 2,
    Process = 4,
    Approve = 8,
    Pay = 16,
    Share = 32,
}
