using Akka.Actor;
using Cpc.Actors.Node;
using Cpc.Actors.Peers;
using Cpc.Cryptography;
using Cpc.Kademlia;
using Cpc.Kademlia.Messages;

namespace Cpc.Actors.Dht;

/// <content>Lookups and what the schedule asks for.</content>
internal sealed partial class DhtActor
{
    private void OnFind(FindPeer find)
    {
        if (_lookups >= MaxLookups)
        {
            Sender.Tell(PeerFound.Nothing(find.Peer));
            return;
        }

        Look(new LookupPurpose.Find(find.Peer, Sender), NodeId.Of(find.Peer), find.Peer, find.Paths);
    }

    // The lookup gets its own view of the table and counts of its own: it runs beside this actor.
    private void Look(LookupPurpose purpose, NodeId key, PeerId? wanted, int paths, bool seesCrowds = true)
    {
        var contacts = _node.Table.Contacts.ToList();
        var refusals = new RefusalCounts();
        var region = seesCrowds ? _node.Size.RegionOf(key) : new Region(key, 1);
        var lookup = new RegionLookup(region, wanted, _node.Id, (target, count) => contacts.OrderBy(c => c.Id.DistanceTo(target)).Take(count),
            new LookupOptions { Paths = paths, SlowAfter = _roundTrips.SlowAfter }, refusals, _settings.Random(), Now);
        _node.Table.LookedUp(key, Now);
        _lookups++;
        Context.ActorOf(ActorProducer<LookupActor>.Props(() => new LookupActor(purpose, lookup, refusals, _time)));
    }

    private void OnEnded(LookupEnded ended)
    {
        _lookups--;
        _node.Refusals.Add(ended.Refusals);
        switch (ended.Purpose)
        {
            case LookupPurpose.Find find:
                find.Asker.Tell(new PeerFound(find.Peer, ended.Lookup.Record, ended.Lookup.Queries, ended.Refusals.All.ToDictionary(r => r.Refusal, r => r.Count)));
                break;
            case LookupPurpose.Measure measure:
                _node.Size.Sample(measure.Key, ended.Lookup.Nearest);
                break;
            case LookupPurpose.Publish publish:
                foreach (var place in ended.Lookup.Places()) Send(place, new KademliaRequest.Store(publish.Record.Encoded) { Serving = Serving });
                break;
            case LookupPurpose.Join when ended.Lookup.Nearest.Count == 0:
                // Nobody answered after all: whoever answers next begins it anew.
                _hasJoined = false;
                break;
            case LookupPurpose.Join:
                for (var bucket = 0; bucket < _node.Table.Depth; bucket++) Refresh(bucket);
                _node.Schedule.Joined();
                Self.Tell(DutyCall.Instance);
                break;
        }
    }

    private void OnDuties()
    {
        var content = _settings.Content();
        if (content is not null && _node.OwnRecord is { } own && !own.Content.Addresses.SequenceEqual(content.Addresses))
        {
            _node.Mode.Unreachable();
            _node.Schedule.RecordChanged();
        }

        foreach (var duty in _node.Schedule.TakeDue(_node.Table, _node.Store, content is not null, Now))
        {
            switch (duty)
            {
                case Duty.Join:
                    Join();
                    break;
                case Duty.Ping ping:
                    Ping(ping.Contact);
                    break;
                case Duty.Refresh refresh:
                    Refresh(refresh.Bucket);
                    break;
                case Duty.Measure:
                    var key = _settings.Random();
                    Look(new LookupPurpose.Measure(key), key, null, 1, seesCrowds: false);
                    break;
                case Duty.Publish:
                    Publish();
                    break;
                case Duty.SaveSeeds:
                    _ = SaveSeedsAsync([.. _node.Table.Contacts]);
                    break;
            }
        }
    }

    private void Join()
    {
        _hasJoined = false;
        foreach (var contact in _settings.Seeds)
        {
            Ping(contact);
            // Its static may have been renewed since.
            if (_joins > 0) _link.Introduce(contact.Peer, contact.Address.ToEndPoint());
        }

        _joins++;
        foreach (var node in _settings.Bootstrap) MeetAsync(node).PipeTo(Self);
    }

    private static async Task<object> MeetAsync(PeerEntry node)
    {
        try
        {
            return new MeetNode(node.PeerId, await Transport.Dialer.ResolveAsync(node, CancellationToken.None).ConfigureAwait(false));
        }
        catch (Cpc.Transport.TransportException)
        {
            // Its name can't be resolved; it is asked again with the next join.
            return Tick.Instance;
        }
    }

    // The first contact has answered: find the neighbours.
    private void Joined()
    {
        if (_hasJoined || _node.Table.Count == 0) return;
        _hasJoined = true;
        Look(new LookupPurpose.Join(), _node.Id, null, 1, seesCrowds: false);
    }

    private void Refresh(int bucket) => Look(new LookupPurpose.Refresh(), _node.Table.RefreshTarget(bucket, _settings.Random()), null, 1, seesCrowds: false);

    private void Publish()
    {
        if (_settings.Content() is not { } content) return;
        var seconds = DateTimeOffset.FromUnixTimeSeconds(Now.ToUnixTimeSeconds());
        var record = PeerRecord.Sign(content with
        {
            NotBefore = seconds,
            NotAfter = seconds + KademliaConstants.RecordLife,
            Sequence = PeerRecord.NextSequence(_node.OwnRecord?.Sequence ?? 0, seconds),
        }, _settings.Signer);
        _node.OwnRecord = record;
        Look(new LookupPurpose.Publish(record), _node.Id, null, KademliaConstants.DisjointPaths);
    }
}
