using Cpc.Cryptography;
using Cpc.Kademlia.Messages;

namespace Cpc.Kademlia.Tests.Simulation;

/// <summary>A <see cref="KademliaNode"/> in a simulated network, driven as an actor would; or one that attacks.</summary>
internal sealed class SimulatedNode
{
    private readonly SimulatedNetwork _network;
    private Contact[] _told = [];
    private bool _hasJoined = true;

    public SimulatedNode(SimulatedNetwork network, TestIdentity identity, NodeAddress address)
    {
        _network = network;
        Identity = identity;
        Contact = identity.At(address);
        Node = new KademliaNode(identity.Peer, network.Now, alwaysServing: true);
    }

    public TestIdentity Identity { get; }

    public Contact Contact { get; }

    public KademliaNode Node { get; private set; }

    public bool IsAlive { get; set; } = true;

    public bool IsColluding { get; set; }

    /// <summary>Makes something else of its answers.</summary>
    public Func<KademliaAnswer, KademliaAnswer>? Lies { get; set; }

    /// <summary>Whether answers change the table: off where many lookups are measured against the same network.</summary>
    public bool Learns { get; set; } = true;

    public KademliaAnswer? Answer(KademliaRequest request, SimulatedNode from)
    {
        if (IsColluding) return Attack.Answer(_network, this, request);
        var answer = Node.Answer(request, from.Contact, true, _network.Now, _network.AnswerRoom);
        if (Learns && request.Serving && answer is not null && Node.Table.HasRoomFor(from.Contact)) Request(from.Contact, new KademliaRequest.Ping { Serving = true });
        return answer is null || Lies is null ? answer : Lies(answer);
    }

    /// <summary>Looks up a key to the end.</summary>
    public RegionLookup Find(NodeId key, PeerId? wanted, LookupOptions options, Action<RegionLookup>? ended = null)
    {
        var lookup = Node.Find(key, wanted, options, _network.RandomId(), _network.Now);
        Drive(lookup, ended);
        return lookup;
    }

    public override string ToString() => Contact.ToString();

    /// <summary>Joins: asks those it was told of; whoever answers first, now or later, begins the rest.</summary>
    public void Join(params Contact[] told)
    {
        _told = told;
        _hasJoined = false;
        foreach (var contact in told) Request(contact, new KademliaRequest.Ping { Serving = true });
    }

    /// <summary>Publishes the own record.</summary>
    public void Publish(LookupOptions options)
    {
        Node.OwnRecord = Identity.Record(PeerRecord.NextSequence(Node.OwnRecord?.Sequence ?? 0, _network.Now), _network.Now);
        Find(Node.Id, null, options, lookup =>
        {
            foreach (var place in lookup.Places()) Request(place, new KademliaRequest.Store(Node.OwnRecord.Encoded) { Serving = true });
        });
    }

    /// <summary>Does what the schedule says, every so often, until the end of the simulation.</summary>
    public void LiveUntil(DateTimeOffset end, bool publishes)
    {
        if (_network.Now >= end) return;
        if (IsAlive)
        {
            foreach (var duty in Node.Schedule.TakeDue(Node.Table, Node.Store, publishes, _network.Now)) Do(duty);
        }

        _network.After(TimeSpan.FromSeconds(20 + (20 * _network.Random.NextDouble())), () => LiveUntil(end, publishes));
    }

    /// <summary>Comes back after a crash: without memory but for its saved seeds.</summary>
    public void Restart()
    {
        var saved = Seeds.Save(Node.Table.Contacts);
        Node = new KademliaNode(Identity.Peer, _network.Now, alwaysServing: true);
        IsAlive = true;
        Assert.Equal(KademliaRefusal.None, Seeds.TryRestore(saved, out var seeds));
        Join([.. seeds]);
    }

    public void Request(Contact to, KademliaRequest request, Action<KademliaAnswer>? answered = null, Action? failed = null)
    {
        var node = Node;
        _network.Send(this, to, request,
            answer =>
            {
                if (Learns) node.Heard(to, answer.Serving, _network.Now);
                if (node == Node) Joined();
                answered?.Invoke(answer);
            },
            () =>
            {
                if (Learns) node.Table.Failed(to, _network.Now);
                failed?.Invoke();
            });
    }

    // Looks up itself, then an id in each bucket; anew when nobody answered that.
    private void Joined()
    {
        if (_hasJoined || Node.Table.Count == 0) return;
        _hasJoined = true;
        Explore(Node.Id, lookup =>
        {
            if (lookup.Nearest.Count == 0)
            {
                _hasJoined = false;
                return;
            }

            Node.Schedule.Joined();
            for (var bucket = 0; bucket < Node.Table.Depth; bucket++) Explore(Node.Table.RefreshTarget(bucket, _network.RandomId()));
        });
    }

    private void Do(Duty duty)
    {
        switch (duty)
        {
            case Duty.Ping ping:
                Request(ping.Contact, new KademliaRequest.Ping { Serving = true });
                break;
            case Duty.Join:
                Join(_told);
                break;
            case Duty.Refresh refresh:
                Explore(Node.Table.RefreshTarget(refresh.Bucket, _network.RandomId()));
                break;
            case Duty.Measure:
                var node = Node;
                var key = _network.RandomId();
                Explore(key, lookup => node.Size.Sample(key, lookup.Nearest));
                break;
            case Duty.Publish:
                Publish(new LookupOptions());
                break;
        }
    }

    private void Explore(NodeId key, Action<RegionLookup>? ended = null) => Drive(Node.Explore(key, _network.Now), ended);

    private void Drive(RegionLookup lookup, Action<RegionLookup>? ended)
    {
        if (lookup.IsDone || !IsAlive) return;
        foreach (var query in lookup.Next(_network.Now))
        {
            KademliaRequest request = query.Record is { } record
                ? new KademliaRequest.FindRecord(record, query.Near) { Serving = true }
                : new KademliaRequest.FindNode(query.Near) { Serving = true };
            Request(query.To, request,
                answer =>
                {
                    if (answer is KademliaAnswer.Found found) lookup.Answered(query, found.Contacts, found.Record, _network.Now);
                    else lookup.Failed(query);
                    Drive(lookup, ended);
                },
                () =>
                {
                    lookup.Failed(query);
                    Drive(lookup, ended);
                });
        }

        if (lookup.IsDone) ended?.Invoke(lookup);
        else _network.At(lookup.NextTime, () => Drive(lookup, ended));
    }
}
