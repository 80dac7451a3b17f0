using System.Net;

namespace Cpc.Transport.Tests;

/// <summary>Which addresses are one network where floods are limited.</summary>
public class NetworkPrefixTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.254")]
    [InlineData("2001:db8:1::1", "2001:db8:1:ffff::1")]
    [InlineData("192.0.2.1", "::ffff:192.0.2.2")]
    public void Neighbours_are_one_network(string one, string other) => Assert.Equal(NetworkPrefix.Of(IPAddress.Parse(one)), NetworkPrefix.Of(IPAddress.Parse(other)));

    [Theory]
    [InlineData("192.0.2.1", "192.0.3.1")]
    [InlineData("2001:db8:1::1", "2001:db8:2::1")]
    [InlineData("0.0.0.1", "::1")]
    public void Others_are_others(string one, string other) => Assert.NotEqual(NetworkPrefix.Of(IPAddress.Parse(one)), NetworkPrefix.Of(IPAddress.Parse(other)));
}
