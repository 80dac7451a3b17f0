using System.Net;

namespace Cpc.Kademlia.Tests;

public class NodeAddressTests
{
    private static byte[] Bytes(string ip, int port) => [.. IPAddress.Parse(ip).GetAddressBytes(), (byte)(port >> 8), (byte)port];

    [Theory]
    [InlineData("192.0.2.7")]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("2001:db8::7")]
    [InlineData("fe80::1")]
    public void A_host_is_read_and_written_alike(string ip)
    {
        Assert.True(NodeAddress.TryDecode(Bytes(ip, 4747), out var address));
        Assert.Equal(Bytes(ip, 4747), address.Encode());
        Assert.Equal(4747, address.Port);
    }

    [Theory]
    [InlineData("192.0.2.7", 0)]
    [InlineData("0.0.0.0", 1)]
    [InlineData("0.1.2.3", 1)]
    [InlineData("224.0.0.1", 1)]
    [InlineData("255.255.255.255", 1)]
    [InlineData("::", 1)]
    [InlineData("ff02::1", 1)]
    [InlineData("::ffff:192.0.2.7", 1)]
    public void What_is_no_single_host_is_refused(string ip, int port) => Assert.False(NodeAddress.TryDecode(Bytes(ip, port), out _));

    [Fact]
    public void Another_size_is_refused() => Assert.All(new[] { 0, 4, 5, 7, 16, 17, 19 }, size => Assert.False(NodeAddress.TryDecode(new byte[size], out _)));

    [Theory]
    [InlineData("192.0.2.7", "192.0.99.1", true)]
    [InlineData("192.0.2.7", "192.1.2.7", false)]
    [InlineData("2001:db8::7", "2001:db8:1::8", true)]
    [InlineData("2001:db8::7", "2001:db9::7", false)]
    [InlineData("0.1.2.3", "::1:2:3", false)]
    [InlineData("192.0.2.7", "64:ff9b::c000:9901", true)]
    [InlineData("192.0.2.7", "2002:c000:9901:1::1", true)]
    [InlineData("64:ff9b::c000:1", "2002:c000:2::1", true)]
    [InlineData("192.0.2.7", "64:ff9b::c001:9901", false)]
    [InlineData("192.0.2.7", "2002:c001:9901::1", false)]
    [InlineData("192.0.2.7", "64:ff9b:1::c000:207", false)]
    public void Networks_are_a_sixteenth_of_v4_and_a_thirty_second_of_v6(string one, string other, bool same)
    {
        Assert.Equal(same, Of(one).Prefix == Of(other).Prefix);

        static NodeAddress Of(string ip)
        {
            var parsed = IPAddress.Parse(ip);
            var bytes = parsed.GetAddressBytes();
            var number = bytes.Aggregate(UInt128.Zero, (n, b) => (n << 8) | b);
            return new NodeAddress(number, bytes.Length == 16, 1);
        }
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    public void An_endpoint_is_taken_as_the_host_it_is(string ip, string host)
    {
        var address = NodeAddress.From(IPAddress.Parse(ip).GetAddressBytes(), 4747);
        Assert.Equal(Bytes(host, 4747), address?.Encode());
    }

    [Theory]
    [InlineData("0.0.0.0", 1)]
    [InlineData("::", 1)]
    [InlineData("::ffff:224.0.0.1", 1)]
    [InlineData("192.0.2.7", 0)]
    public void An_endpoint_that_is_no_single_host_is_none(string ip, int port) => Assert.Null(NodeAddress.From(IPAddress.Parse(ip).GetAddressBytes(), port));
}
