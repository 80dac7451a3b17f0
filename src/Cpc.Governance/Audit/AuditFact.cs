namespace Cpc.Governance.Audit;

/// <summary>
/// What is to be recorded. A closed schema without amounts, names, numbers, accounts or free text: references are
/// keyed hashes, ids are random.
/// </summary>
public sealed record AuditFact
{
    public required AuditAction Action { get; init; }

    /// <summary>Keyed hash of who did it, 32 bytes.</summary>
    public required byte[] ActorRef { get; init; }

    /// <summary>Keyed hash of the counterparty, 32 bytes.</summary>
    public required byte[] CounterpartyRef { get; init; }

    /// <summary>Keyed hash of the document's id, 32 bytes; null where no document is concerned.</summary>
    public byte[]? DocumentRef { get; init; }

    /// <summary>BLAKE3-256 of the document, which holds 32 random bytes, so that it can't be guessed.</summary>
    public byte[]? BodyHash { get; init; }

    public Guid? ConsentId { get; init; }

    /// <summary>16 bytes.</summary>
    public byte[]? ExchangeId { get; init; }

    /// <summary>0 done, else the code of a refusal.</summary>
    public int Outcome { get; init; }
}
