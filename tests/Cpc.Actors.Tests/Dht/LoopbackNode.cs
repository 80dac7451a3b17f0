using System.Net;
using Akka.Actor;
using Cpc.Actors.Dht;
using Cpc.Kademlia;
using Cpc.Transport.Datagram;

namespace Cpc.Actors.Tests.Dht;

/// <summary>A node of the DHT on a real socket.</summary>
internal sealed class LoopbackNode : IAsyncDisposable
{
    private readonly DatagramEndpoint _endpoint;
    private readonly DhtIdentity _identity;

    /// <param name="network">The second byte of its address: all of 127/8 is this machine on Linux, so that each node can
    /// have a /16 of its own.</param>
    public LoopbackNode(ActorSystem system, byte network, params Contact[] bootstrap)
    {
        var time = TimeProvider.System;
        // The port is known only once the socket is bound; the keys are drawn before.
        var keys = _identity = new DhtIdentity(default, time.GetUtcNow());
        _endpoint = DatagramEndpoint.Bind(new IPEndPoint(new IPAddress([127, network, 0, 1]), 0), new DatagramOptions
        {
            Network = "loopback",
            Self = keys.Peer,
            Statics = () => keys.Statics,
            Send = (_, _) => { },
        }, time);
        keys.At(_endpoint.LocalEndPoint.ToAddress()!.Value);
        Actor = system.ActorOf(DhtActor.Props(keys.Settings(true, bootstrap), new DatagramLink(_endpoint), time));
    }

    public IActorRef Actor { get; }

    public Contact Contact => _identity.Contact;

    public Task<DhtStatus> StatusAsync() => Actor.Ask<DhtStatus>(GetDhtStatus.Instance, TimeSpan.FromSeconds(30));

    public Task<PeerFound> FindAsync(LoopbackNode other) => Actor.Ask<PeerFound>(new FindPeer(other.Contact.Peer), TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        await _endpoint.DisposeAsync();
        _identity.Dispose();
    }
}
