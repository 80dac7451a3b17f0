using System.Net;
using Cpc.Actors.Dht;

namespace Cpc.Actors.Tests.Dht;

public sealed class AddressScopeTests
{
    [Theory]
    [InlineData("127.0.0.1", "0.0.0.0:1", false)]
    [InlineData("127.9.9.9", "192.0.2.1:1", false)]
    [InlineData("::1", "[::]:1", false)]
    [InlineData("169.254.1.1", "0.0.0.0:1", false)]
    [InlineData("fe80::1", "[::]:1", false)]
    [InlineData("127.0.0.1", null, false)]
    [InlineData("127.0.0.1", "127.0.0.1:1", true)]
    [InlineData("::1", "[::1]:1", true)]
    [InlineData("192.0.2.1", "0.0.0.0:1", true)]
    [InlineData("10.0.0.1", "0.0.0.0:1", true)]
    public void Local_addresses_that_others_name_are_followed_by_a_node_on_loopback_only(string named, string? listening, bool follows) =>
        Assert.Equal(follows, AddressScope.Follows(IPAddress.Parse(named), listening is null ? null : IPEndPoint.Parse(listening)));

    [Theory]
    [InlineData("127.0.0.1", "0.0.0.0:1", false)]
    [InlineData("10.1.1.1", "0.0.0.0:1", false)]
    [InlineData("::ffff:10.1.1.1", "[::]:1", false)]
    [InlineData("fd00::1", "[::]:1", false)]
    [InlineData("10.1.1.1", "10.2.2.2:1", true)]
    [InlineData("127.0.0.1", "127.0.0.1:1", true)]
    [InlineData("192.0.2.1", "0.0.0.0:1", true)]
    [InlineData("2001:db8::1", "[::]:1", true)]
    public void Who_comes_from_the_own_network_shows_nothing_of_the_outside(string remote, string listening, bool comes) =>
        Assert.Equal(comes, AddressScope.ComesFromOutside(IPAddress.Parse(remote), IPEndPoint.Parse(listening)));
}
