using System.Net;
using Cpc.Transport.Nat;
using Cpc.Transport.Udp;

namespace Cpc.Transport.Tests.Udp;

/// <summary>What a datagram is, by RFC 9443's table.</summary>
public class DemultiplexerTests
{
    private static readonly SocketAddress Server = IPEndPoint.Parse("192.0.2.1:3478").Serialize();
    private static readonly SocketAddress Stranger = IPEndPoint.Parse("192.0.2.2:3478").Serialize();

    private static DatagramKind KindOf(byte[] datagram, SocketAddress from) => Demultiplexer.KindOf(datagram, from, a => SocketAddresses.Comparer.Equals(a, Server));

    [Theory]
    [InlineData(4, DatagramKind.Dht)]
    [InlineData(5, DatagramKind.Dht)]
    [InlineData(6, DatagramKind.Dht)]
    [InlineData(7, DatagramKind.Dht)]
    [InlineData(8, DatagramKind.Probe)]
    [InlineData(0x40, DatagramKind.Quic)]
    [InlineData(0x4f, DatagramKind.Quic)]
    [InlineData(0x50, DatagramKind.Quic)]
    [InlineData(0x7f, DatagramKind.Quic)]
    [InlineData(0xc0, DatagramKind.Quic)]
    [InlineData(0xff, DatagramKind.Quic)]
    public void A_first_byte_tells_whose_it_is(byte first, DatagramKind kind) => Assert.Equal(kind, KindOf([first, 1, 2, 3], Stranger));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(15)]
    [InlineData(20)]
    [InlineData(63)]
    [InlineData(128)]
    [InlineData(191)]
    public void What_begins_otherwise_is_nobodys(byte first) => Assert.Equal(DatagramKind.Unknown, KindOf([first, 1, 2, 3], Stranger));

    [Fact]
    public void An_empty_datagram_is_nobodys() => Assert.Equal(DatagramKind.Unknown, KindOf([], Server));

    [Theory]
    [InlineData(0x40)]
    [InlineData(0x4f)]
    public void Channel_data_comes_from_a_server_that_was_asked(byte first)
    {
        Assert.Equal(DatagramKind.Stun, KindOf([first, 0, 0, 0], Server));
        Assert.Equal(DatagramKind.Quic, KindOf([first, 0, 0, 0], Stranger));
        Assert.Equal(DatagramKind.Quic, KindOf([0x50, 0, 0, 0], Server));
    }

    [Fact]
    public void A_STUN_message_comes_from_a_server_that_was_asked_and_has_the_cookie()
    {
        var message = new StunWriter(StunClass.Success, StunMethod.Binding).ToBytes();
        Assert.Equal(DatagramKind.Stun, KindOf(message, Server));
        Assert.Equal(DatagramKind.Unknown, KindOf(message, Stranger));
        Assert.Equal(DatagramKind.Unknown, Demultiplexer.KindOf(message, Server, null));
        message[4] ^= 1;
        Assert.Equal(DatagramKind.Unknown, KindOf(message, Server));
        Assert.Equal(DatagramKind.Unknown, KindOf(message[..19], Server));
    }
}
