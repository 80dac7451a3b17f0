using System.Formats.Cbor;
using Cpc.Cryptography;

namespace Cpc.Governance.Audit;

/// <summary>The head of a chain: all that is needed to append to it.</summary>
/// <param name="Node">The node whose chain it is.</param>
/// <param name="Count">Entries so far.</param>
/// <param name="Head">Leaf hash of the last entry; 32 zero bytes before the first.</param>
public sealed record AuditChain(PeerId Node, long Count, byte[] Head)
{
    public static AuditChain Empty(PeerId node) => new(node, 0, new byte[Blake3.HashSize]);

    /// <summary>The entry that would come next. Time never runs backwards in the chain's order, only in its clock.</summary>
    public AuditEntry Next(AuditFact fact, DateTimeOffset now) =>
        new(Count + 1, DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()), Node, fact, Head);

    /// <summary>The chain after this entry, or why the entry does not continue it.</summary>
    public AuditChain? TryFollow(AuditEntry entry, out AuditFault fault)
    {
        fault = entry.Node != Node ? AuditFault.OtherNode
            : entry.Sequence != Count + 1 ? AuditFault.Gap
            : !entry.PreviousHash.AsSpan().SequenceEqual(Head) ? AuditFault.BrokenLink
            : AuditFault.None;
        return fault == AuditFault.None ? new AuditChain(Node, entry.Sequence, entry.LeafHash()) : null;
    }

    /// <summary>The same for an entry as it is stored; what can't be read is Unreadable.</summary>
    public AuditChain? TryFollow(ReadOnlyMemory<byte> encoded, out AuditFault fault)
    {
        try
        {
            return TryFollow(AuditEntry.Decode(encoded), out fault);
        }
        catch (CborContentException)
        {
            fault = AuditFault.Unreadable;
            return null;
        }
    }

    /// <summary>Walks entries, as they are stored, from the first.</summary>
    public static AuditVerdict Verify(PeerId node, IEnumerable<byte[]> entries)
    {
        var chain = Empty(node);
        foreach (var entry in entries)
        {
            var next = chain.TryFollow(entry, out var fault);
            if (next is null) return new AuditVerdict(fault, chain.Count + 1, chain);
            chain = next;
        }

        return new AuditVerdict(AuditFault.None, 0, chain);
    }
}
