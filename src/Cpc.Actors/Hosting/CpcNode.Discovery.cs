using Akka.Actor;
using Cpc.Actors.Api;
using Cpc.Actors.Dht;
using Cpc.Actors.Peers;
using Cpc.Cryptography;
using Cpc.Kademlia;

namespace Cpc.Actors.Hosting;

/// <content>Discovery and invites.</content>
internal sealed partial class CpcNode
{
    private static readonly Problem Off = new("discovery-off", "Discovery is switched off (cpc.dht.enabled). A peer without an address can't be found.");

    public async Task<DhtView> GetDhtAsync(CancellationToken cancel = default)
    {
        if (services.Router.Dht.IsNobody()) return new DhtView(false, false, 0, 0, null, [], null, new Dictionary<string, long>());
        var status = await services.Router.Dht.Ask<DhtStatus>(GetDhtStatus.Instance, AskTimeout, cancel).ConfigureAwait(false);
        return new DhtView(true, status.Serving, status.Contacts, status.Records, status.Nodes is { } nodes ? (long)Math.Round(nodes) : null,
            status.Own is { } own ? Words(own.Content.Addresses) : [], status.Own?.Content.NotAfter,
            new SortedDictionary<string, long>(status.Refusals.Select(r => (Name: r.Key.ToString(), Count: r.Value))
                .Concat(status.Datagrams.Select(r => (Name: $"datagram.{r.Key}", Count: r.Value))).ToDictionary(r => r.Name, r => r.Count), StringComparer.Ordinal));
    }

    public async Task<IReadOnlyList<DhtContactView>> ListDhtContactsAsync(CancellationToken cancel = default)
    {
        if (services.Router.Dht.IsNobody()) return [];
        var contacts = await Contacts(cancel).ConfigureAwait(false);
        return [.. contacts.OrderBy(c => c.CommonPrefix).Select(c => new DhtContactView(c.Contact.Peer.ToString(), c.Contact.Address.ToEndPoint().ToString(), c.CommonPrefix))];
    }

    public async Task<Answer<DhtLookupView>> LookUpAsync(string peer, CancellationToken cancel = default)
    {
        if (services.Router.Dht.IsNobody()) return Off;
        if (!PeerId.TryParse(peer, out var id))
        {
            if (FindPeer(peer, out var problem) is not { } entry) return problem!;
            id = entry.PeerId;
        }

        var found = await new PeerDiscovery(services.Router).FindAsync(id, cancel).ConfigureAwait(false);
        if (found.Record is { } record)
        {
            return new DhtLookupView(id.ToString(), Words(record.Content.Addresses),
                [.. Enum.GetValues<Capabilities>().Where(c => c != Capabilities.None && record.Content.Capabilities.HasFlag(c)).Select(c => ApiWords.Camel(c))],
                record.Content.NotAfter, found.Queries);
        }

        return found.RefusedRecords > 0
            ? new Problem("record-refused", $"No valid record of this identity was found: {found.RefusedRecords} forged or outdated ones were handed out and refused. Ask the partner for its address by another channel.")
            : new Problem("unknown-record", found.Queries == 0
                ? "This node knows no other node to ask. Add a bootstrap node (cpc.dht.bootstrap), or a peer with an invite."
                : $"No record of this identity was found; {found.Queries} nodes were asked. Its node may be down for longer than two hours, in another network, or not reachable from outside.");
    }

    public async Task<Answer<InviteView>> InviteAsync(bool withAddresses = true, CancellationToken cancel = default)
    {
        if (services.Options.Network.Length > Invite.MaxNetwork) return new Problem("network-too-long", $"An invite holds a network's name of at most {Invite.MaxNetwork} characters.");
        var addresses = withAddresses ? [.. services.OwnAddresses.Current.Take(Invite.MaxAddresses)] : Array.Empty<NodeAddress>();
        var bootstrap = await BootstrapAsync(cancel).ConfigureAwait(false);
        if (addresses.Length == 0 && bootstrap.Count == 0)
        {
            return new Problem("no-address", withAddresses
                ? "This node knows neither an address at which it is reached, nor a node of the network. Set cpc.dht.advertise, or cpc.dht.bootstrap."
                : "This node knows no node of the network through which it could be found. Set cpc.dht.bootstrap, or give the address with the invite.");
        }

        var invite = new Invite { Peer = services.Self, Network = services.Options.Network, Addresses = addresses, Bootstrap = bootstrap };
        return new InviteView(invite.ToLink(), services.Self.ToString(), invite.Network, Words(addresses),
            [.. bootstrap.Select(n => $"{n.Peer}@{n.Address.ToEndPoint()}")]);
    }

    // Nodes of the table: they serve, and were alive when last asked. Those of one's own book would tell whom one deals with.
    private async Task<List<BootstrapNode>> BootstrapAsync(CancellationToken cancel)
    {
        if (services.Router.Dht.IsNobody()) return [];
        var contacts = await Contacts(cancel).ConfigureAwait(false);
        var nodes = contacts.Where(c => !services.Peers.Knows(c.Contact.Peer)).Select(c => new BootstrapNode(c.Contact.Peer, c.Contact.Address)).Take(Invite.MaxBootstrap).ToList();
        if (nodes.Count > 0) return nodes;
        var status = await services.Router.Dht.Ask<DhtStatus>(GetDhtStatus.Instance, AskTimeout, cancel).ConfigureAwait(false);
        return status.Serving && services.OwnAddresses.Current is [var own, ..] ? [new BootstrapNode(services.Self, own)] : [];
    }

    private Task<List<DhtContact>> Contacts(CancellationToken cancel) =>
        services.Router.Dht.Ask<List<DhtContact>>(GetDhtContacts.Instance, AskTimeout, cancel);

    // ID@HOST:PORT, ID, or an invite, whose nodes are asked to help from now on.
    private PeerEntry? ReadPeer(string text, string? name, out Problem? problem)
    {
        if (!Invite.IsMeant(text)) return PeerBookActor.TryParse(text, name, out problem);
        problem = Invite.TryParse(text, out var invite) switch
        {
            InviteRefusal.None when invite!.Network != services.Options.Network =>
                new Problem("wrong-network", $"The invite is for the network '{invite.Network}'; this node is in '{services.Options.Network}'. Nothing was changed."),
            InviteRefusal.None => null,
            InviteRefusal.Version => new Problem("invalid-invite", "The invite is of another version of cpc. Update the older node."),
            InviteRefusal.Checksum => new Problem("invalid-invite", "A character of the invite is wrong. Copy it again."),
            InviteRefusal.TooLong => new Problem("invalid-invite", "This is longer than any invite. Copy it again."),
            InviteRefusal.NotAnInvite => new Problem("invalid-invite", "This is no whole invite: one is 'cpc:' and small letters and digits 2 to 7 in one piece. Copy it again."),
            _ => new Problem("invalid-invite", "The content of the invite is not understood. Ask the partner for a new one."),
        };
        if (problem is not null) return null;
        foreach (var node in invite!.Bootstrap.Where(n => n.Peer != services.Self)) services.Router.Dht.Tell(new MeetNode(node.Peer, node.Address.ToEndPoint()));
        return invite.Addresses is [var first, ..]
            ? new PeerEntry(invite.Peer, first.ToEndPoint().Address.ToString(), first.Port, name)
            : new PeerEntry(invite.Peer, "", 0, name);
    }

    private static List<string> Words(IEnumerable<NodeAddress> addresses) => [.. addresses.Select(a => a.ToEndPoint().ToString())];
}
