using System.Buffers.Binary;
using Akka.TestKit;
using Cpc.Actors.Transport;
using Cpc.Cryptography;
using Cpc.Sessions;
using Cpc.Sessions.Frames;
using Xunit.Abstractions;

namespace Cpc.Actors.Tests.Transport;

/// <summary>What the pump makes of the bytes of a peer, and when it lets go of a stream.</summary>
public sealed class StreamPumpTests : ActorSpec
{
    private readonly PipeStream _peer;
    private readonly PipeStream _ours;
    private const int Budget = 1 << 20;

    private readonly LargeFrameBudget _budget = new(Budget);
    private readonly StreamPump _pump;
    private readonly TestProbe _session;
    private readonly TestProbe _owner;

    public StreamPumpTests(ITestOutputHelper output)
        : base(output)
    {
        (_ours, _peer) = PipeStream.Pair();
        _pump = new StreamPump(7, new PeerLink(new NoConnection()), _ours, _budget);
        _session = CreateTestProbe("session");
        _owner = CreateTestProbe("owner");
    }

    private static byte[] Body(FrameType type, int length)
    {
        var body = SecureRandom.Bytes(length);
        (body[0], body[1]) = (Frame.Version, (byte)type);
        return body;
    }

    private async Task PeerSends(byte[] body, uint? length = null)
    {
        var frame = new byte[Frame.LengthPrefix + body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, length ?? (uint)body.Length);
        body.CopyTo(frame, Frame.LengthPrefix);
        await _peer.WriteAsync(frame);
    }

    private async Task<byte[]> PeerReceives()
    {
        var prefix = new byte[Frame.LengthPrefix];
        await _peer.ReadExactlyAsync(prefix);
        var body = new byte[BinaryPrimitives.ReadUInt32BigEndian(prefix)];
        await _peer.ReadExactlyAsync(body);
        return body;
    }

    [Fact]
    public async Task A_frame_arrives_as_it_was_sent()
    {
        _pump.Start(_session, _owner);
        var body = Body(FrameType.HS1, 300);
        await PeerSends(body);
        Assert.Equal(body, (await _session.ExpectMsgAsync<StreamEvent.Frame>()).Body);
    }

    [Fact]
    public async Task The_second_frame_is_read_only_against_a_credit()
    {
        _pump.Start(_session, _owner);
        await PeerSends(Body(FrameType.HS1, 100));
        await PeerSends(Body(FrameType.HS3, 100));
        await _session.ExpectMsgAsync<StreamEvent.Frame>();
        await _session.ExpectNoMsgAsync(Quiet);
        Assert.Equal(104, _ours.BytesRead);
        _pump.Credit();
        await _session.ExpectMsgAsync<StreamEvent.Frame>();
    }

    [Fact]
    public async Task Frames_go_out_in_their_order()
    {
        _pump.Start(_session, _owner);
        var bodies = Enumerable.Range(1, 20).Select(i => Body(FrameType.Data, 200 + i)).ToArray();
        Assert.True(_pump.TrySend(bodies));
        foreach (var body in bodies) Assert.Equal(body, await PeerReceives());
    }

    [Fact]
    public void More_frames_than_the_queue_holds_abort_the_stream()
    {
        Assert.False(_pump.TrySend(Enumerable.Repeat(Body(FrameType.Data, 200), 33)));
        Assert.True(_ours.Aborted);
    }

    [Theory]
    [InlineData(4, 0xFFFFFFFFu, Refusal.TooLarge)]
    [InlineData(4, (16u << 20) + 1, Refusal.TooLarge)]
    [InlineData(5, 38u, Refusal.TooLarge)]
    [InlineData(6, 200u, Refusal.Malformed)]
    [InlineData(0, 200u, Refusal.Malformed)]
    public async Task What_is_no_frame_is_refused_before_its_memory_is_taken(byte type, uint length, Refusal refusal)
    {
        _pump.Start(_session, _owner);
        await PeerSends(Body((FrameType)type, DataHeader.Size), length);
        Assert.Equal(refusal, (await _session.ExpectMsgAsync<StreamEvent.Garbage>()).Refusal);
        Assert.InRange(_ours.BytesRead, 1, Frame.LengthPrefix + DataHeader.Size);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_frame_without_room_for_its_type_is_malformed(uint length)
    {
        _pump.Start(_session, _owner);
        await PeerSends(new byte[4], length);
        Assert.Equal(Refusal.Malformed, (await _session.ExpectMsgAsync<StreamEvent.Garbage>()).Refusal);
    }

    [Fact]
    public async Task Another_version_is_refused_and_the_peer_is_told_so()
    {
        _pump.Start(_session, _owner);
        var body = Body(FrameType.HS1, 100);
        body[0] = 2;
        await PeerSends(body);
        Assert.Equal(Refusal.Version, (await _session.ExpectMsgAsync<StreamEvent.Garbage>()).Refusal);
        // The session answers a while later, as an actor does.
        await Task.Delay(100);
        var refuse = RefuseFrame.Handshake(Refusal.Version, []).Encode();
        Assert.True(_pump.TrySend([refuse]));
        _pump.Complete();
        Assert.Equal(refuse, await PeerReceives());
        Assert.Equal(0, await _peer.ReadAsync(new byte[1]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(50)]
    [InlineData(250)]
    public async Task A_truncated_frame_is_the_stream_s_end_and_no_frame(int bytes)
    {
        _pump.Start(_session, _owner);
        var frame = new byte[Frame.LengthPrefix + 300];
        BinaryPrimitives.WriteUInt32BigEndian(frame, 300);
        (frame[4], frame[5]) = (Frame.Version, (byte)FrameType.Data);
        await _peer.WriteAsync(frame.AsMemory(0, bytes));
        await _peer.CompleteWritesAsync(default);
        await _session.ExpectMsgAsync<StreamEvent.Ended>();
        await _owner.ExpectMsgAsync<StreamEvent.Ended>();
    }

    [Fact]
    public async Task A_large_frame_is_announced_and_read_only_when_allowed()
    {
        _pump.Start(_session, _owner);
        var body = Body(FrameType.Data, 200_000);
        var sending = PeerSends(body);
        var announced = await _session.ExpectMsgAsync<StreamEvent.LargeAnnounced>();
        Assert.Equal(body[..DataHeader.Size], announced.Start);
        await _session.ExpectNoMsgAsync(Quiet);
        Assert.Equal(Frame.LengthPrefix + DataHeader.Size, _ours.BytesRead);
        _pump.AllowLarge();
        Assert.Equal(body, (await _session.ExpectMsgAsync<StreamEvent.Frame>()).Body);
        await sending;
    }

    [Fact]
    public async Task An_aborted_stream_is_told_to_both()
    {
        _pump.Start(_session, _owner);
        _peer.Abort();
        await _session.ExpectMsgAsync<StreamEvent.Ended>();
        await _owner.ExpectMsgAsync<StreamEvent.Ended>();
    }

    [Fact]
    public async Task A_completed_stream_is_read_to_its_end_without_credit_so_that_its_place_becomes_free()
    {
        _pump.Start(_session, _owner);
        // Uses up the only credit, as the last frame of every exchange does.
        await PeerSends(Body(FrameType.Data, 200));
        await _session.ExpectMsgAsync<StreamEvent.Frame>();
        _pump.Complete();
        Assert.Equal(0, await _peer.ReadAsync(new byte[1]));
        await PeerSends(Body(FrameType.Data, 200));
        await _peer.CompleteWritesAsync(default);
        await _owner.ExpectMsgAsync<StreamEvent.Ended>();
        Assert.True(_ours.ReadToEnd);
        // Whoever completed its stream is gone: no dead letters for it.
        await _session.ExpectNoMsgAsync(Quiet);
    }

    [Fact]
    public async Task A_completed_stream_whose_large_frame_was_not_allowed_ends_too()
    {
        _pump.Start(_session, _owner);
        await PeerSends(Body(FrameType.Data, 100_000));
        await _session.ExpectMsgAsync<StreamEvent.LargeAnnounced>();
        _pump.Complete();
        await _peer.CompleteWritesAsync(default);
        await _owner.ExpectMsgAsync<StreamEvent.Ended>();
        Assert.True(_ours.ReadToEnd);
    }

    [Fact]
    public async Task A_peer_that_does_not_end_a_completed_stream_is_cut_off()
    {
        var pump = new StreamPump(8, new PeerLink(new NoConnection()), _ours, _budget, linger: TimeSpan.FromMilliseconds(50));
        pump.Start(_session, _owner);
        pump.Complete();
        await _owner.ExpectMsgAsync<StreamEvent.Ended>();
        pump.Dispose();
        Assert.True(_ours.Aborted);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _pump.Dispose();
    }

    [Fact]
    public async Task A_large_frame_waits_for_memory_and_gives_it_back_with_the_next_credit()
    {
        await _budget.TakeAsync(Budget - 100_000, default);
        _pump.Start(_session, _owner);
        var body = Body(FrameType.Data, 200_000);
        var sending = PeerSends(body);
        await _session.ExpectMsgAsync<StreamEvent.LargeAnnounced>();
        _pump.AllowLarge();
        await _session.ExpectNoMsgAsync(Quiet);
        Assert.Equal(Frame.LengthPrefix + DataHeader.Size, _ours.BytesRead);
        _budget.GiveBack(Budget - 100_000);
        Assert.Equal(body, (await _session.ExpectMsgAsync<StreamEvent.Frame>()).Body);
        await sending;

        var all = _budget.TakeAsync(Budget, default);
        await Task.Delay(50);
        Assert.False(all.IsCompleted);
        _pump.Credit();
        await all.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_large_frame_that_does_not_come_is_cut_off_and_its_memory_given_back()
    {
        using var pump = new StreamPump(8, new PeerLink(new NoConnection()), _ours, _budget, largeFrameTime: TimeSpan.FromMilliseconds(50));
        pump.Start(_session, _owner);
        var frame = new byte[Frame.LengthPrefix + 200_000];
        BinaryPrimitives.WriteUInt32BigEndian(frame, 200_000);
        Body(FrameType.Data, 200_000).CopyTo(frame, Frame.LengthPrefix);
        await _peer.WriteAsync(frame.AsMemory(0, 1000));
        await _session.ExpectMsgAsync<StreamEvent.LargeAnnounced>();
        pump.AllowLarge();
        await _session.ExpectMsgAsync<StreamEvent.Ended>();
        Assert.True(_ours.Aborted);
        await _budget.TakeAsync(Budget, default).WaitAsync(TimeSpan.FromSeconds(20));
    }
}
