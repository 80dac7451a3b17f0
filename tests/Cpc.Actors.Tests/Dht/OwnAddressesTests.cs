using System.Net;
using Cpc.Actors.Dht;
using Cpc.Kademlia;

namespace Cpc.Actors.Tests.Dht;

public sealed class OwnAddressesTests
{
    private static readonly IPEndPoint Here = IPEndPoint.Parse("192.0.2.7:4747");

    [Fact]
    public void Where_it_listens_is_told_and_first_how_it_is_seen_from_outside()
    {
        IPEndPoint? listening = null, outside = null;
        var own = new OwnAddresses([], () => listening, () => outside);
        Assert.Empty(own.Current);
        listening = Here;
        Assert.Equal(["192.0.2.7:4747"], Words(own));
        outside = IPEndPoint.Parse("198.51.100.9:40000");
        Assert.Equal(["198.51.100.9:40000", "192.0.2.7:4747"], Words(own));
    }

    [Fact]
    public void An_address_for_everybody_is_none_to_tell()
    {
        var own = new OwnAddresses([], () => IPEndPoint.Parse("0.0.0.0:4747"), () => null);
        Assert.DoesNotContain(own.Current, a => a.Ip == 0);
        Assert.All(own.Current, a => Assert.Equal(4747, a.Port));
        Assert.InRange(own.Current.Count, 0, KademliaConstants.MaxAddresses);
    }

    [Fact]
    public async Task What_the_operator_says_counts_alone_and_a_name_without_an_address_is_left_out()
    {
        var own = new OwnAddresses([("198.51.100.9", 4747), ("localhost", 4748), ("no-such-host.invalid", 4749)], () => Here, () => Here);
        Assert.Empty(own.Current);
        await own.RefreshAsync();
        Assert.Equal("198.51.100.9:4747", Words(own)[0]);
        Assert.Contains(own.Current, a => a.Port == 4748);
        Assert.DoesNotContain(own.Current, a => a.Port == 4749 || a == Here.ToAddress());
    }

    private static List<string> Words(OwnAddresses own) => [.. own.Current.Select(a => a.ToEndPoint().ToString())];
}
