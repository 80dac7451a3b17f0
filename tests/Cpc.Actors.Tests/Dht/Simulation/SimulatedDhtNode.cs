using Akka.Actor;
using Cpc.Actors.Dht;
using Cpc.Cryptography;

namespace Cpc.Actors.Tests.Dht.Simulation;

internal sealed record SimulatedDhtNode(SimulatedIdentity Identity, SimulatedLink Link, IActorRef Actor, SimulatedNetwork Network)
{
    public PeerFound Find(PeerId peer) => Network.Answer<PeerFound>(Actor, new FindPeer(peer), TimeSpan.FromMinutes(2));

    public DhtStatus Status => Network.Answer<DhtStatus>(Actor, GetDhtStatus.Instance, TimeSpan.FromMinutes(1));
}
