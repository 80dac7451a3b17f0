using System.Net;
using Akka.Configuration;
using Cpc.Actors.Doctor;
using Cpc.Actors.Hosting;
using Cpc.Actors.Outbox;
using Cpc.Actors.Transport;
using Cpc.Transport.Nat;

namespace Cpc.Actors.Tests.Doctor;

/// <summary>Each finding's result, at its edges.</summary>
public sealed class DoctorCheckTests
{
    private const long MiB = 1 << 20;

    [Theory]
    [InlineData(0, "problem")]
    [InlineData((100 * MiB) - 1, "problem")]
    [InlineData(100 * MiB, "warning")]
    [InlineData((1024 * MiB) - 1, "warning")]
    [InlineData(1024 * MiB, "ok")]
    public void The_disk_is_judged_by_its_free_space(long free, string result) => Assert.Equal(result, MachineChecks.Disk("/data", free).Outcome);

    [Theory]
    [InlineData(true, "ok")]
    [InlineData(false, "warning")]
    [InlineData(null, "skipped")]
    public void A_clock_that_nobody_keeps_right_is_worth_a_warning(bool? synchronized, string result)
    {
        var check = MachineChecks.Clock(synchronized, TimeSpan.FromMilliseconds(12), new ManualTime());
        Assert.Equal(result, check.Outcome);
        Assert.Contains("2026-11-24 12:00:00 UTC", check.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kernel_is_asked_about_its_clock_and_answers_on_Linux()
    {
        var synchronized = SystemClock.IsSynchronized(out var error);
        if (!OperatingSystem.IsLinux()) Assert.Null(synchronized);
        Assert.InRange(error, TimeSpan.Zero, TimeSpan.FromDays(1));
    }

    [Theory]
    [InlineData(NatMapping.None, "ok")]
    [InlineData(NatMapping.EndpointIndependent, "warning")]
    [InlineData(NatMapping.DestinationDependent, "warning")]
    [InlineData(NatMapping.Blocked, "warning")]
    [InlineData(NatMapping.Unknown, "warning")]
    public void Each_kind_of_NAT_has_words_and_what_to_do(NatMapping mapping, string result)
    {
        var check = NetworkChecks.Kind(new NatReport(mapping, NatFiltering.AddressDependent, new IPEndPoint(IPAddress.Any, 1), []));
        Assert.Equal(result, check.Outcome);
        Assert.Equal(result == "ok", check.Remedy is null);
        Assert.Contains("only addresses that were sent to", check.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Protection_and_locked_memory_are_well_without_a_finding_and_not_with_one()
    {
        Assert.Equal(("ok", "ok"), (MachineChecks.LockedMemory([]).Outcome, MachineChecks.Protection([]).Outcome));
        Assert.Equal(("warning", "warning"), (MachineChecks.LockedMemory(["x"]).Outcome, MachineChecks.Protection(["x"]).Outcome));
    }

    [Theory]
    [InlineData(0, "old", "ok")]
    [InlineData(3, null, "ok")]
    [InlineData(3, "nobody answers.", "warning")]
    public void What_waits_without_a_reason_is_on_its_way(int queued, string? problem, string result) =>
        Assert.Equal(result, PeerChecks.Outbox(new OutboxStatus(queued, problem, new Dictionary<OutboxItem, string>())).Outcome);

    [Theory]
    [InlineData(BreakerState.Closed, "ok")]
    [InlineData(BreakerState.Open, "warning")]
    [InlineData(BreakerState.HalfOpen, "warning")]
    public void A_circuit_that_is_not_closed_is_worth_a_warning(BreakerState state, string result)
    {
        var check = PeerChecks.Breaker(new TransportManager.Status(false, new BreakerStatus(state, 5, ManualTime.Start, BreakerFailure.DialTimeout)));
        Assert.Equal(result, check.Outcome);
        if (state == BreakerState.Open) Assert.Contains("did not answer a dial in time; next try at 2026-11-24 12:00:00 UTC", check.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_configuration_has_the_fallback_servers_and_no_relay()
    {
        var nat = NatConfiguration.Load(NodeConfiguration.Load("", "Data Source=x"));
        Assert.Empty(nat.StunServers);
        Assert.Equal(NatOptions.DefaultStunServers, nat.FallbackStunServers);
        Assert.Null(nat.TurnServer);
    }

    [Fact]
    public void An_operator_s_servers_replace_the_fallback()
    {
        var nat = NatConfiguration.Load(NodeConfiguration.Load("cpc.nat { stun-servers = [\"a.example:1\"], fallback-stun-servers = [] }", "Data Source=x"));
        Assert.Equal(["a.example:1"], nat.ServersFor(IPAddress.Any));
    }

    [Theory]
    [InlineData("cpc.nat.stun-servers = [\"a.example\"]")]
    [InlineData("cpc.nat.turn { server = \"a.example:99999\" }")]
    [InlineData("cpc.nat.turn { server = \"a.example:3478\", password-file = \"/no/such/file\" }")]
    public void What_makes_no_sense_is_refused_at_the_start(string hocon) =>
        Assert.Throws<NodeStartException>(() => NatConfiguration.Load(NodeConfiguration.Load(hocon, "Data Source=x")));

    [Theory]
    [InlineData("threshold = 0")]
    [InlineData("window = 0s")]
    [InlineData("reset = 0s")]
    public void A_circuit_breaker_that_makes_no_sense_is_refused(string setting) =>
        Assert.Throws<ConfigurationException>(() => BreakerSettings.From(NodeConfiguration.Load($"cpc.transport.circuit-breaker {{ {setting} }}", "Data Source=x")));

    [Fact]
    public void The_shipped_circuit_breaker_is_the_standard_s() =>
        Assert.Equal(new BreakerSettings(5, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120)), BreakerSettings.From(NodeConfiguration.Load("", "Data Source=x")));
}
