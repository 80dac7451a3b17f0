using Cpc.Cryptography;
using Cpc.Sessions.Frames;
using CsCheck;

namespace Cpc.Sessions.Tests;

/// <summary>Random schedules of send, deliver, drop, duplicate, reorder, reconnect and time over sessions that rotate
/// all the time: nothing is delivered changed or twice, and once the network is well again, everything flows.</summary>
public class RandomRotationTests
{
    [Fact]
    public void No_schedule_wedges_a_session_or_doubles_a_message() => Run(150);

    [Fact]
    [Trait("Category", "Long")]
    public void No_schedule_of_many_wedges_a_session_or_doubles_a_message() => Run(10_000);

    private static void Run(long iterations) =>
        Gen.Int[0, 9_999].Array[20, 300].Sample(Play, iter: iterations, threads: 1);

    private static void Play(int[] schedule)
    {
        using var storage = new StorageScope(16, 16);
        new Network().Play(schedule);
    }

    private sealed class Network
    {
        private readonly Session[] _sides;
        private readonly List<byte[]>[] _underWay = [[], []];
        private readonly HashSet<int>[] _delivered = [[], []];
        private readonly int[] _sent = [0, 0];
        private Moment _now = TestPeer.Start;

        public Network()
        {
            var pair = new SessionPair(new SessionLimits { PerDirection = 8 }, known: true);
            _sides = [pair.Initiator, pair.Responder];
        }

        public void Play(int[] schedule)
        {
            foreach (var step in schedule)
            {
                var side = step % 2;
                var pick = step / 20;
                switch (step / 2 % 10)
                {
                    case 0 or 1 or 2:
                        Send(side);
                        break;
                    case 3 or 4 or 5 when _underWay[side].Count > 0:
                        Deliver(side, 0, keep: false);
                        break;
                    case 6 when _underWay[side].Count > 0:
                        Deliver(side, pick % _underWay[side].Count, keep: pick % 3 == 0);
                        break;
                    case 7 when _underWay[side].Count > 0:
                        _underWay[side].RemoveAt(pick % _underWay[side].Count);
                        break;
                    case 8:
                        Pass(TimeSpan.FromSeconds(pick % 8));
                        break;
                    case 9 when pick % 4 == 0:
                        _underWay[0].Clear();
                        _underWay[1].Clear();
                        foreach (var s in new[] { 0, 1 }) _underWay[1 - s].AddRange(_sides[s].Resend(_now));
                        break;
                }
            }

            Recover();
        }

        // The network is well: within two minutes both sides speak again, unless a side was used up for a minute before.
        private void Recover()
        {
            for (var i = 0; i < 120; i++)
            {
                Pass(TimeSpan.FromSeconds(1));
                DeliverAll();
            }

            if (_sides.Any(s => s.State == SessionState.Closed)) return;
            foreach (var side in new[] { 0, 1 })
            {
                var before = _delivered[1 - side].Count;
                Assert.True(Send(side), "A recovered session does not send.");
                DeliverAll();
                Assert.Equal(before + 1, _delivered[1 - side].Count);
            }
        }

        private void DeliverAll()
        {
            while (_underWay[0].Count + _underWay[1].Count > 0)
            {
                for (var side = 0; side < 2; side++)
                {
                    if (_underWay[side].Count > 0) Deliver(side, 0, keep: false);
                }
            }
        }

        private void Pass(TimeSpan time)
        {
            _now = new Moment(_now.Utc + time, _now.Uptime + time);
            for (var side = 0; side < 2; side++) _underWay[1 - side].AddRange(_sides[side].Tick(_now));
        }

        private bool Send(int side)
        {
            byte[] payload = [(byte)side, .. BitConverter.GetBytes(_sent[side])];
            var refusal = _sides[side].Encrypt(DataKind.Document, payload, Blake3.Hash(payload), _now, out var frame);
            Assert.True(refusal is Refusal.None or Refusal.Limit or Refusal.Closed, refusal.ToString());
            if (frame is null) return false;
            _sent[side]++;
            _underWay[1 - side].Add(frame);
            return true;
        }

        private void Deliver(int side, int index, bool keep)
        {
            var frame = _underWay[side][index];
            if (!keep) _underWay[side].RemoveAt(index);
            var received = _sides[side].Receive(frame, _now);
            if (received.Reply is { } reply) _underWay[1 - side].Add(reply);
            if (received.Payload is not { } payload) return;
            using (payload)
            {
                Assert.Equal(1 - side, payload.Span[0]);
                Assert.True(_delivered[side].Add(BitConverter.ToInt32(payload.Span[1..])), "A message was delivered twice.");
            }
        }
    }
}
