using Cpc.Kademlia.Messages;

namespace Cpc.Kademlia.Tests.Simulation;

/// <summary>Identities drawn until their ids surround a victim's key, as many as one likes: ids can't be chosen, but they
/// can be searched for.</summary>
public class SybilTests
{
    private const int Nodes = 1_000;

    [Fact]
    public void A_crowd_around_a_key_does_not_hide_its_record()
    {
        var (network, settled, owner, sybils) = Crowd(sybils: 24);
        var publisher = settled.Honest[0];
        var (places, crowded, record) = Publish(network, settled, publisher, owner);
        Assert.True(crowded);
        Assert.Equal(1, publisher.Node.Refusals[KademliaRefusal.CrowdedRegion]);
        Assert.True(places.Count(p => !sybils.Contains(p.Id)) >= 10, "honest places");

        var seeker = settled.Honest[1];
        var lookup = seeker.Find(owner.Id, owner.Peer, new LookupOptions());
        network.Run(() => lookup.IsDone);
        Assert.True(lookup.WasCrowded);
        Assert.True(lookup.Nearest.Count(c => sybils.Contains(c.Id)) >= 18, "a crowd of sybils");
        Assert.Equal(record.Sequence, lookup.Record?.Sequence);
    }

    [Fact]
    public void Where_there_is_no_crowd_the_k_nearest_are_enough()
    {
        var (network, settled, owner, _) = Crowd(sybils: 0);
        var (places, crowded, record) = Publish(network, settled, settled.Honest[0], owner);
        Assert.False(crowded);
        Assert.Equal(KademliaConstants.K, places.Count);
        var lookup = settled.Honest[1].Find(owner.Id, owner.Peer, new LookupOptions());
        network.Run(() => lookup.IsDone);
        Assert.False(lookup.WasCrowded);
        Assert.Equal(record.Sequence, lookup.Record?.Sequence);
    }

    [Fact]
    public void One_network_gets_no_more_than_its_share_of_a_table_however_many_identities_it_has()
    {
        var random = new Random(11);
        var victim = new KademliaNode(new TestIdentity(random).Peer, TestIdentity.Start);
        for (var host = 1; host <= 500; host++) victim.Heard(new TestIdentity(random).At(TestIdentity.Address(3, host)), true, TestIdentity.Start);
        Assert.Equal(KademliaConstants.MaxPerPrefixInTable, victim.Table.Count);
        Assert.Equal(497, victim.Refusals[KademliaRefusal.BucketDiversity] + victim.Refusals[KademliaRefusal.TableDiversity]);
        Assert.True(victim.Refusals[KademliaRefusal.TableDiversity] > 0);
    }

    [Fact]
    public void An_eclipse_does_not_displace_contacts_that_are_alive()
    {
        var settled = new SettledNetwork(12, Nodes, 0, 0);
        var victim = settled.Honest[0];
        var before = victim.Node.Table.Contacts.Select(c => c.Peer).ToHashSet();
        var random = new Random(13);
        for (var i = 0; i < 5_000; i++) victim.Node.Heard(new TestIdentity(random).At(TestIdentity.Address(10_000 + i, 9)), true, settled.Network.Now);
        Assert.Empty(before.Except(victim.Node.Table.Contacts.Select(c => c.Peer)));
        Assert.All(victim.Node.Table.Buckets, b => Assert.True(b.Contacts <= KademliaConstants.K && b.Replacements <= KademliaConstants.ReplacementCacheSize));
        Assert.True(victim.Node.Refusals[KademliaRefusal.BucketFull] > 4_000);
    }

    [Fact]
    public void Contacts_invented_with_wrong_addresses_neither_enter_a_table_nor_hide_the_right_ones()
    {
        var settled = new SettledNetwork(14, 500, 0, 0);
        var network = settled.Network;
        var seeker = settled.Honest[0];
        seeker.Learns = true;
        var wrong = 0;
        // Every fifth node names the right nodes at addresses where nobody is, at others in each answer.
        foreach (var liar in settled.Honest.Where((_, i) => i % 5 == 4)) liar.Lies = NameWrongAddresses;
        var known = seeker.Node.Table.Contacts.Select(c => c.Peer).ToHashSet();
        // Other lookups, too: the silence at the wrong addresses is reported to the table.
        foreach (var other in settled.Honest.Skip(1).Take(20))
        {
            var lookup = seeker.Find(other.Contact.Id, null, new LookupOptions());
            network.Run();
            Assert.Equal(other.Contact.Peer, lookup.Nearest[0].Peer);
        }

        Assert.True(wrong > 0);
        // All of them are alive.
        Assert.Empty(known.Except(seeker.Node.Table.Contacts.Select(c => c.Peer)));
        Assert.All(seeker.Node.Table.Contacts, c => Assert.True(c.Address.Port == 4747));

        KademliaAnswer NameWrongAddresses(KademliaAnswer answer)
        {
            if (answer is not KademliaAnswer.Found found) return answer;
            wrong++;
            return found with { Contacts = [.. found.Contacts.Select(c => new Contact(c.Peer, c.NoiseStatic, c.Address with { Port = (ushort)(1 + (wrong % 3)) }))] };
        }
    }

    [Fact]
    public void A_flood_of_contacts_and_of_invented_neighbours_ends()
    {
        var random = new Random(15);
        var self = new TestIdentity(random);
        var refusals = new RefusalCounts();
        var now = TestIdentity.Start;
        var lookup = new Lookup(self.Id, null, self.Id, [new TestIdentity(random).At(TestIdentity.Address(1, 1))], new LookupOptions(), refusals, now);
        var asked = lookup.Next(now);
        for (var round = 0; asked.Count > 0 && round < 1_000; round++)
        {
            foreach (var contact in asked)
            {
                // Ever nearer, forty at a time, each in a network of its own.
                var invented = Enumerable.Range(0, 40).Select(i => new TestIdentity(random).At(TestIdentity.Address(1 + (round * 50) + i, 1)));
                lookup.Answered(contact, [.. invented.OrderBy(c => c.Id.DistanceTo(self.Id))], null, now);
            }

            asked = lookup.Next(now);
        }

        Assert.True(lookup.IsDone);
        Assert.InRange(lookup.Queries, 1, KademliaConstants.MaxQueriesPerLookup);
        Assert.Equal(lookup.Queries, refusals[KademliaRefusal.TooManyContacts]);
    }

    private static (SimulatedNetwork Network, SettledNetwork Settled, TestIdentity Owner, HashSet<NodeId> Sybils) Crowd(int sybils)
    {
        var settled = new SettledNetwork(10, Nodes, 0, 0);
        var network = settled.Network;
        var owner = new TestIdentity(network.Random);
        var ids = new HashSet<NodeId>();
        while (ids.Count < sybils)
        {
            // 12 bits in common with the key, where the nearest honest node of 1,000 has 10.
            var identity = new TestIdentity(network.Random);
            if (identity.Id.DistanceTo(owner.Id).CommonPrefix < 12) continue;
            var sybil = network.Add(TestIdentity.Address(56_000 + ids.Count, 77), identity);
            sybil.Learns = false;
            network.Collude(sybil);
            ids.Add(identity.Id);
            // They make themselves known to all, each from a network of its own.
            foreach (var honest in settled.Honest) honest.Node.Table.Proved(sybil.Contact, true, network.Now);
        }

        foreach (var node in settled.Honest.Take(2)) settled.Measure(node, 5);
        network.Rewind();
        return (network, settled, owner, ids);
    }

    private static (List<Contact> Places, bool Crowded, PeerRecord Record) Publish(SimulatedNetwork network, SettledNetwork settled, SimulatedNode publisher, TestIdentity owner)
    {
        var record = owner.Record(7, network.Now);
        var lookup = publisher.Find(owner.Id, null, new LookupOptions());
        network.Run(() => lookup.IsDone);
        var places = lookup.Places();
        foreach (var place in places)
        {
            var holder = settled.Network.Nodes.Single(n => n.Contact.Id == place.Id);
            if (!holder.IsColluding) holder.Node.Answer(new KademliaRequest.Store(record.Encoded) { Serving = false }, owner.At(TestIdentity.Address(1, 1)), true, network.Now);
        }

        return (places, lookup.WasCrowded, record);
    }
}
