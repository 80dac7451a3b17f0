using System.Net;
using System.Net.Sockets;
using Cpc.Transport.Nat;

namespace Cpc.Transport.Tests.Nat;

/// <summary>What the answers of several servers say of the NAT.</summary>
public class NatProbeTests
{
    private static readonly StunTimers Fast = new(TimeSpan.FromMilliseconds(20), 3, 3);

    private static Task<NatReport> ProbeAsync(params string[] servers) =>
        NatProbe.RunAsync(TransportNode.Loopback, servers, Fast, TimeProvider.System, default).Within();

    private static FakeStunServer Mapping(string outside) => new((request, _) => FakeStunServer.Seen(request, IPEndPoint.Parse(outside)));

    [Fact]
    public async Task Seen_as_it_is_there_is_no_NAT()
    {
        using var one = new FakeStunServer(FakeStunServer.Seen);
        using var other = new FakeStunServer(FakeStunServer.Seen);
        var report = await ProbeAsync(one.Name, other.Name);
        Assert.Equal(NatMapping.None, report.Mapping);
        Assert.Equal(report.Local, report.Seen);
    }

    [Fact]
    public async Task The_same_outside_address_for_two_servers_is_endpoint_independent()
    {
        using var one = Mapping("192.0.2.7:4000");
        using var other = Mapping("192.0.2.7:4000");
        var report = await ProbeAsync(one.Name, other.Name);
        Assert.Equal((NatMapping.EndpointIndependent, IPEndPoint.Parse("192.0.2.7:4000")), (report.Mapping, report.Seen));
    }

    [Theory]
    [InlineData("192.0.2.7:4001")]
    [InlineData("192.0.2.8:4000")]
    public async Task Another_outside_address_for_another_server_is_destination_dependent(string second)
    {
        using var one = Mapping("192.0.2.7:4000");
        using var other = Mapping(second);
        Assert.Equal(NatMapping.DestinationDependent, (await ProbeAsync(one.Name, other.Name)).Mapping);
    }

    [Fact]
    public async Task One_server_behind_a_NAT_is_not_enough_to_tell()
    {
        using var one = Mapping("192.0.2.7:4000");
        using var silent = new FakeStunServer((_, _) => null);
        var report = await ProbeAsync(silent.Name, one.Name);
        Assert.Equal(NatMapping.Unknown, report.Mapping);
        Assert.Equal(["it did not answer over UDP.", null], report.Answers.Select(a => a.Problem));
    }

    [Fact]
    public async Task Without_any_answer_UDP_is_blocked()
    {
        using var silent = new FakeStunServer((_, _) => null);
        var report = await ProbeAsync(silent.Name, "no.such.name.invalid:3478");
        Assert.Equal((NatMapping.Blocked, null), (report.Mapping, report.Seen));
        Assert.All(report.Answers, a => Assert.NotNull(a.Problem));
    }

    [Fact]
    public async Task An_answer_that_makes_no_sense_is_told_apart_from_none()
    {
        using var odd = new FakeStunServer((request, _) => new StunWriter(StunClass.Success, StunMethod.Binding, request.TransactionId.ToArray()).ToBytes());
        Assert.Equal("its answer makes no sense.", Assert.Single((await ProbeAsync(odd.Name)).Answers).Problem);
    }

    private static Socket Bound(IPAddress address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(address, port));
        return socket;
    }

    // What of the server's answers the filter lets in. It answers from where it was asked in any case, which must not count.
    [SkippableTheory]
    [InlineData(true, true, NatFiltering.EndpointIndependent)]
    [InlineData(false, true, NatFiltering.AddressDependent)]
    [InlineData(false, false, NatFiltering.AddressAndPortDependent)]
    public async Task A_filter_is_known_by_which_other_source_gets_through(bool otherAddress, bool otherPort, NatFiltering filtering)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only on Linux all of 127.0.0.0/8 is this machine.");
        using var port = Bound(IPAddress.Loopback, 0);
        var number = ((IPEndPoint)port.LocalEndPoint!).Port;
        using var address = Bound(IPAddress.Parse("127.0.0.2"), number);
        using var server = new FakeStunServer((request, from) =>
        {
            var answer = new StunWriter(StunClass.Success, StunMethod.Binding, request.TransactionId.ToArray())
                .Add(StunAttributeType.XorMappedAddress, from)
                .Add(StunAttributeType.OtherAddress, [0, 1, (byte)(number >> 8), (byte)number, 127, 0, 0, 2])
                .ToBytes();
            var change = request.Number(StunAttributeType.ChangeRequest);
            if (change == 6 && otherAddress) address.SendTo(answer, from);
            if (change == 2 && otherPort) port.SendTo(answer, from);
            return answer;
        });
        Assert.Equal(filtering, (await ProbeAsync(server.Name)).Filtering);
    }

    [SkippableFact]
    public async Task A_server_that_does_not_know_the_question_says_nothing_of_the_filter()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only on Linux all of 127.0.0.0/8 is this machine.");
        using var server = new FakeStunServer((request, from) => request.Number(StunAttributeType.ChangeRequest) is null
            ? new StunWriter(StunClass.Success, StunMethod.Binding, request.TransactionId.ToArray())
                .Add(StunAttributeType.XorMappedAddress, from).Add(StunAttributeType.OtherAddress, [0, 1, 0x10, 0, 127, 0, 0, 2]).ToBytes()
            : new StunWriter(StunClass.Error, StunMethod.Binding, request.TransactionId.ToArray()).Add(StunAttributeType.ErrorCode, [0, 0, 4, 20]).ToBytes());
        Assert.Equal(NatFiltering.Unknown, (await ProbeAsync(server.Name)).Filtering);
    }

    [Fact]
    public async Task A_server_without_a_second_address_says_nothing_of_the_filter()
    {
        using var server = new FakeStunServer((request, from) => new StunWriter(StunClass.Success, StunMethod.Binding, request.TransactionId.ToArray())
            .Add(StunAttributeType.XorMappedAddress, from).Add(StunAttributeType.OtherAddress, [0, 1, 0x10, 0, 127, 0, 0, 1]).ToBytes());
        Assert.Equal(NatFiltering.Unknown, (await ProbeAsync(server.Name)).Filtering);
    }

    [Theory]
    [InlineData("stun.example:3478", "stun.example", 3478)]
    [InlineData("192.0.2.1:1", "192.0.2.1", 1)]
    [InlineData("[2001:db8::1]:65535", "2001:db8::1", 65535)]
    public void A_server_is_host_and_port(string text, string host, int port)
    {
        Assert.True(NatProbe.TryParseServer(text, out var readHost, out var readPort));
        Assert.Equal((host, port), (readHost, readPort));
    }

    [Theory]
    [InlineData("stun.example")]
    [InlineData(":3478")]
    [InlineData("stun.example:0")]
    [InlineData("stun.example:65536")]
    [InlineData("stun.example:-1")]
    [InlineData("a b:3478")]
    [InlineData("")]
    public void Anything_else_is_no_server(string text) => Assert.False(NatProbe.TryParseServer(text, out _, out _));

    [Fact]
    public void Own_servers_come_first_the_fallback_can_be_replaced_and_loopback_asks_nobody()
    {
        var standard = new NatOptions { StunServers = ["own:1"] };
        Assert.Equal(["own:1", "stun.l.google.com:19302", "stun1.l.google.com:19302"], standard.ServersFor(IPAddress.Any));
        Assert.Equal(["own:1"], (standard with { FallbackStunServers = [] }).ServersFor(IPAddress.Parse("192.0.2.1")));
        Assert.Empty(standard.ServersFor(IPAddress.Loopback));
        Assert.Empty(standard.ServersFor(IPAddress.IPv6Loopback));
    }

    [Fact]
    public void A_password_is_not_printed() =>
        Assert.DoesNotContain("hunter2", new NatOptions { TurnServer = "t:1", TurnPassword = "hunter2" }.ToString(), StringComparison.Ordinal);
}
