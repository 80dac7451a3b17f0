using System.Net.Sockets;
using Cpc.Actors.Peers;
using Cpc.Actors.Transport;
using Cpc.Transport;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Transport;

/// <summary>Two transports race to one peer: the first that stands wins, and of two failures the one that says most is told.</summary>
public sealed class DialerTests(ITestOutputHelper output) : ActorSpec(output)
{
    private readonly FakeTransport[] _network = [new(), new()];

    private async Task<(Task<IPeerConnection> Dial, TaskCompletionSource<IPeerConnection>[] Tries)> DialAsync()
    {
        // The head start of the first is real time.
        var dial = new Dialer(_network, TimeProvider.System).DialAsync(new PeerEntry(Bob.Id, "127.0.0.1", 4747, "bob"), default);
        return (dial, [await _network[0].NextDialAsync(), await _network[1].NextDialAsync()]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_fault_of_one_transport_leaves_the_other_its_chance(int faulty)
    {
        var (dial, tries) = await DialAsync();
        tries[faulty].SetException(new SocketException((int)SocketError.TooManyOpenSockets));
        await Task.Delay(50);
        var connection = new GrantingConnection(Bob.Id, dialed: true);
        tries[1 - faulty].SetResult(connection);
        Assert.Same(connection, await dial);
    }

    [Fact]
    public async Task Faults_of_both_are_told_as_refusals()
    {
        var (dial, tries) = await DialAsync();
        tries[0].SetException(new InvalidOperationException("x"));
        tries[1].SetException(new SocketException((int)SocketError.AddressFamilyNotSupported));
        var told = await Assert.ThrowsAsync<TransportException>(() => dial);
        Assert.Contains(told.Refusal, new[] { TransportRefusal.Handshake, TransportRefusal.Unreachable });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task What_the_peer_itself_says_ends_the_race_and_is_told(int refused)
    {
        var (dial, tries) = await DialAsync();
        tries[refused].SetException(new TransportException(TransportRefusal.UnknownPeer, saidByPeer: true));
        // The other has not even failed.
        var told = await Assert.ThrowsAsync<TransportException>(() => dial.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal((TransportRefusal.UnknownPeer, true), (told.Refusal, told.SaidByPeer));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task What_the_peer_itself_says_is_told_after_the_other_s_failure_too(int refused)
    {
        var (dial, tries) = await DialAsync();
        tries[1 - refused].SetException(new TransportException(TransportRefusal.Timeout));
        await Task.Delay(20);
        tries[refused].SetException(new TransportException(TransportRefusal.UnknownPeer, saidByPeer: true));
        Assert.True((await Assert.ThrowsAsync<TransportException>(() => dial)).SaidByPeer);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task That_another_peer_answers_is_told_before_all_else(int wrong)
    {
        var (dial, tries) = await DialAsync();
        tries[wrong].SetException(new TransportException(TransportRefusal.WrongPeer));
        await Task.Delay(20);
        tries[1 - wrong].SetException(new TransportException(TransportRefusal.UnknownPeer, saidByPeer: true));
        Assert.Equal(TransportRefusal.WrongPeer, (await Assert.ThrowsAsync<TransportException>(() => dial)).Refusal);
    }

    [Fact]
    public async Task The_words_of_nobody_in_particular_end_no_race()
    {
        var (dial, tries) = await DialAsync();
        tries[0].SetException(new TransportException(TransportRefusal.UnknownPeer));
        var connection = new GrantingConnection(Bob.Id, dialed: true);
        tries[1].SetResult(connection);
        Assert.Same(connection, await dial);
    }
}
