using System.Buffers.Binary;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Cpc.SecureMemory.Tests;

public class StorageThreadTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public void Thirty_two_threads_on_one_storage_meet_a_deadline_and_lose_nothing() => Stress(200);

    [Fact]
    [Trait("Category", "Long")]
    public void Thirty_two_threads_for_long() => Stress(20_000, TimeSpan.FromMinutes(5));

    [Fact]
    public void A_waiting_opener_gets_its_turn_and_its_waiting_time_is_measured()
    {
        using var storage = TestStorage.Create();
        using var slot = storage.Slot();
        using var held = new ManualResetEventSlim();
        var waits = new List<double>();
        var waiterId = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument is { Meter.Name: "Cpc", Name: "cpc.secure_storage.wait", Unit: "s" }) l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) =>
        {
            if (Environment.CurrentManagedThreadId == Volatile.Read(ref waiterId)) waits.Add(value);
        });
        listener.Start();
        var holder = Background(() => slot.Open(held, static (_, h) =>
        {
            h.Set();
            Thread.Sleep(200);
        }));
        holder.Start();
        held.Wait();
        var waiter = Background(() =>
        {
            waiterId = Environment.CurrentManagedThreadId;
            slot.Fill(1);
        });
        waiter.Start();
        Assert.True(waiter.Join(Deadline) && holder.Join(Deadline));
        Assert.InRange(Assert.Single(waits), 0.02, 20);
    }

    [Fact]
    public void Disposing_a_storage_waits_for_the_slots_that_are_open()
    {
        var storage = TestStorage.Create();
        var slot = storage.Slot();
        using var held = new ManualResetEventSlim();
        var intact = false;
        var holder = Background(() => slot.Open(0, (content, _) =>
        {
            content.Fill(5);
            held.Set();
            Thread.Sleep(100);
            intact = content.IndexOfAnyExcept((byte)5) < 0;
        }));
        holder.Start();
        held.Wait();
        storage.Dispose();
        Assert.True(holder.Join(Deadline));
        Assert.True(intact);
    }

    [Fact]
    public void Disposing_a_slot_waits_for_whoever_has_it_open_and_nothing_is_sealed_afterwards()
    {
        using var storage = TestStorage.Create();
        var slot = storage.Slot();
        using var held = new ManualResetEventSlim();
        var holder = Background(() => slot.Open(held, static (content, h) =>
        {
            content.Fill(5);
            h.Set();
            Thread.Sleep(100);
        }));
        holder.Start();
        held.Wait();
        slot.Dispose();
        Assert.True(holder.Join(Deadline));
        Assert.Equal(new byte[116], slot.AtRest());
        Assert.Equal(0, storage.SlotsInUse);
    }

    [Fact]
    public void A_storage_disposed_under_load_refuses_and_crashes_nobody()
    {
        for (var round = 0; round < 20; round++)
        {
            var storage = TestStorage.Create(scratchAreas: 2);
            var slots = Enumerable.Range(0, 4).Select(_ => storage.Slot()).ToArray();
            using var started = new CountdownEvent(8);
            var threads = Enumerable.Range(0, 8).Select(i => Background(() =>
            {
                started.Signal();
                try
                {
                    while (true)
                    {
                        slots[i % 4].Fill((byte)i);
                        storage.Allocate(10, 1)?.Dispose();
                    }
                }
                catch (ObjectDisposedException)
                {
                    slots[i % 4].Dispose();
                }
            })).ToList();
            threads.ForEach(t => t.Start());
            started.Wait();
            storage.Dispose();
            AssertAllEnd(threads, Deadline);
        }
    }

    // Amounts are moved between slots in pairs of any order; the sum shows a lost or doubled write, the deadline a deadlock.
    private static void Stress(int rounds, TimeSpan? deadline = null)
    {
        const int Threads = 32, Slots = 12;
        using var storage = TestStorage.Create(count: Slots + 4, scratchAreas: 3);
        var slots = Enumerable.Range(0, Slots).Select(_ => storage.Slot()).ToArray();
        Exception? failure = null;
        var threads = Enumerable.Range(0, Threads).Select(t => Background(() =>
        {
            try
            {
                Work(storage, slots, new Random(t), rounds);
            }
            catch (Exception e) when (e is not null)
            {
                failure = e;
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        AssertAllEnd(threads, deadline ?? Deadline);
        Assert.Null(failure);
        var sum = slots.Sum(s => s.Read(0, static (content, _) => BinaryPrimitives.ReadInt64LittleEndian(content)));
        Assert.Equal(Threads * rounds, sum);
        Assert.Equal(Slots, storage.SlotsInUse);
    }

    // Of the background: a deadlock fails a test and does not keep the process alive.
    private static Thread Background(Action work) => new(() => work()) { IsBackground = true };

    private static void AssertAllEnd(List<Thread> threads, TimeSpan deadline)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var thread in threads)
        {
            var left = deadline - Stopwatch.GetElapsedTime(start);
            Assert.True(thread.Join(left > TimeSpan.Zero ? left : TimeSpan.Zero), "Not all threads ended in time.");
        }
    }

    private static void Work(SecureStorage storage, SecureSlot[] slots, Random random, int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            slots[random.Next(slots.Length)].Open(1L, Add);
            var (a, b) = (random.Next(slots.Length), random.Next(slots.Length));
            if (a != b)
            {
                SecureSlot.OpenTwo(slots[a], slots[b], 3L, static (first, second, amount) =>
                {
                    Add(first, -amount);
                    Add(second, amount);
                    return 0;
                });
            }

            slots[a].Read(0, static (content, _) => content[0]);
            using var passing = storage.Allocate(20, (uint)i);
            passing?.Open(1L, Add);
        }
    }

    private static void Add(Span<byte> content, long amount) =>
        BinaryPrimitives.WriteInt64LittleEndian(content, BinaryPrimitives.ReadInt64LittleEndian(content) + amount);
}
