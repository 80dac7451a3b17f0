using Cpc.Cryptography;
using Cpc.Governance.Audit;

namespace Cpc.Governance.Tests;

public class AuditChainTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly PeerId _node = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    private static AuditFact Fact(byte i) => new()
    {
        Action = AuditAction.DocumentShared,
        ActorRef = Enumerable.Repeat((byte)1, 32).ToArray(),
        CounterpartyRef = Enumerable.Repeat((byte)2, 32).ToArray(),
        DocumentRef = Enumerable.Repeat(i, 32).ToArray(),
        BodyHash = Enumerable.Repeat((byte)4, 32).ToArray(),
        ConsentId = new Guid(i, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
        ExchangeId = Enumerable.Repeat((byte)5, 16).ToArray(),
    };

    private List<AuditEntry> Entries(int count)
    {
        var chain = AuditChain.Empty(_node);
        var entries = new List<AuditEntry>();
        for (byte i = 0; i < count; i++)
        {
            var entry = chain.Next(Fact(i), Now.AddSeconds(i));
            chain = chain.TryFollow(entry, out _)!;
            entries.Add(entry);
        }

        return entries;
    }

    [Fact]
    public void A_whole_chain_verifies()
    {
        var verdict = AuditChain.Verify(_node, Encoded(Entries(10)));
        Assert.Equal(AuditFault.None, verdict.Fault);
        Assert.Equal(10, verdict.Chain.Count);
    }

    [Fact]
    public void A_changed_entry_breaks_the_link_of_the_next()
    {
        var entries = Entries(10);
        entries[4] = entries[4] with { Fact = Fact(99) };
        var verdict = AuditChain.Verify(_node, Encoded(entries));
        Assert.Equal((AuditFault.BrokenLink, 6), (verdict.Fault, verdict.At));
    }

    [Fact]
    public void A_changed_last_entry_shows_in_the_head()
    {
        var entries = Entries(3);
        var head = AuditChain.Verify(_node, Encoded(entries)).Chain.Head;
        entries[2] = entries[2] with { Time = Now };
        Assert.NotEqual(head, AuditChain.Verify(_node, Encoded(entries)).Chain.Head);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(8)]
    public void A_missing_entry_is_a_gap(int index)
    {
        var entries = Entries(10);
        entries.RemoveAt(index);
        var verdict = AuditChain.Verify(_node, Encoded(entries));
        Assert.Equal((AuditFault.Gap, (long)index + 1), (verdict.Fault, verdict.At));
    }

    [Fact]
    public void Entries_in_another_order_are_refused()
    {
        var entries = Entries(4);
        (entries[1], entries[2]) = (entries[2], entries[1]);
        Assert.Equal(AuditFault.Gap, AuditChain.Verify(_node, Encoded(entries)).Fault);
    }

    [Fact]
    public void An_entry_of_another_node_is_refused() =>
        Assert.Equal(AuditFault.OtherNode, AuditChain.Verify(new PeerId(new byte[32]), Encoded(Entries(1))).Fault);

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void An_entry_that_cannot_be_read_breaks_the_chain_there(int index)
    {
        var entries = Encoded(Entries(10));
        entries[index] = entries[index][..^1];
        var verdict = AuditChain.Verify(_node, entries);
        Assert.Equal((AuditFault.Unreadable, (long)index + 1, (long)index), (verdict.Fault, verdict.At, verdict.Chain.Count));
    }

    [Fact]
    public void Nothing_is_a_whole_chain_with_an_empty_head()
    {
        var verdict = AuditChain.Verify(_node, []);
        Assert.Equal((AuditFault.None, 0L), (verdict.Fault, verdict.Chain.Count));
        Assert.Equal(new byte[32], verdict.Chain.Head);
    }

    private static List<byte[]> Encoded(IEnumerable<AuditEntry> entries) => [.. entries.Select(e => e.Encode())];
}
