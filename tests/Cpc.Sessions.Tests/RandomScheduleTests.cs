using Cpc.Cryptography;
using Cpc.Sessions.Frames;
using CsCheck;

namespace Cpc.Sessions.Tests;

/// <summary>Random schedules of send, deliver, drop, duplicate and reorder: what is delivered is what was sent, once.</summary>
public class RandomScheduleTests
{
    [Fact]
    public void No_schedule_delivers_anything_twice_or_changed() => Run(iterations: 200);

    [Fact]
    [Trait("Category", "Long")]
    public void No_schedule_delivers_anything_twice_or_changed_in_many_runs() => Run(iterations: 20_000);

    private static void Run(long iterations) =>
        Gen.Int[0, 99].Array[1, 200].Sample(schedule => Play(schedule), iter: iterations, threads: 1);

    private static void Play(int[] schedule)
    {
        using var storage = new StorageScope(4, 4);
        var pair = new SessionPair();
        var sides = new[] { pair.Initiator, pair.Responder };
        // What is under way to each side, and which payloads it has had.
        var underWay = new List<(byte[] Frame, byte[] Payload)>[] { [], [] };
        var delivered = new HashSet<int>[] { [], [] };
        var sent = new[] { 1, 1 };
        foreach (var step in schedule)
        {
            var side = step % 2;
            var queue = underWay[side];
            switch (step / 2 % 5)
            {
                case 0 or 1:
                    var from = 1 - side;
                    byte[] payload = [(byte)from, (byte)sent[from]];
                    var refusal = sides[from].Encrypt(DataKind.Document, payload, Blake3.Hash(payload), SessionPair.Now, out var frame);
                    Assert.Equal(sent[from] < 50 ? Refusal.None : Refusal.Limit, refusal);
                    if (frame is not null)
                    {
                        queue.Add((frame, payload));
                        sent[from]++;
                    }

                    break;
                case 2 when queue.Count > 0:
                    Deliver(step / 10 % queue.Count, keep: false);
                    break;
                case 3 when queue.Count > 0:
                    Deliver(step / 10 % queue.Count, keep: true);
                    break;
                case 4 when queue.Count > 0:
                    queue.RemoveAt(step / 10 % queue.Count);
                    break;
            }

            void Deliver(int index, bool keep)
            {
                var (bytes, expected) = queue[index];
                if (!keep) queue.RemoveAt(index);
                var received = sides[side].Receive(bytes, SessionPair.Now);
                if (delivered[side].Add(expected[1]))
                {
                    Assert.Equal(Refusal.None, received.Refusal);
                    Assert.Equal(expected, received.Payload!.Span.ToArray());
                }
                else
                {
                    Assert.True(received.Refusal is Refusal.Duplicate or Refusal.Undecryptable, received.Refusal.ToString());
                }
            }
        }
    }
}
