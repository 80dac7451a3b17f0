namespace Cpc.SecureMemory.Tests;

public class SlotOpeningTests
{
    [Fact]
    public void Opening_within_a_callback_throws()
    {
        using var storage = TestStorage.Create();
        using var other = TestStorage.Create();
        using var a = storage.Slot();
        using var b = storage.Slot();
        using var foreign = other.Slot();
        Refused(() => a.Fill(1));
        Refused(() => b.Fill(1));
        Refused(() => b.Copy());
        Refused(() => foreign.Fill(1));
        Refused(() => SecureSlot.OpenTwo(a, b, 0, static (_, _, _) => 0));
        Refused(() => storage.Allocate(1, 1));
        Refused(b.Dispose);
        Refused(a.Dispose);
        Refused(storage.Dispose);
        b.Fill(1); // And afterwards all is as before.
        a.Fill(1);

        void Refused(Action nested) => a.Read(nested, static (_, n) =>
        {
            Assert.Throws<InvalidOperationException>(n);
            return 0;
        });
    }

    [Fact]
    public async Task Another_thread_may_open_another_slot_meanwhile()
    {
        using var storage = TestStorage.Create(scratchAreas: 2);
        using var a = storage.Slot();
        using var b = storage.Slot();
        await Task.Run(() => a.Read(b, static (_, other) =>
        {
            var thread = new Thread(() => other.Fill(9)) { IsBackground = true };
            thread.Start();
            Assert.True(thread.Join(TimeSpan.FromSeconds(20)));
            return 0;
        }));
        Assert.Equal(9, b.Copy()[0]);
    }

    [Fact]
    public void Two_slots_open_in_the_order_asked_for()
    {
        using var storage = TestStorage.Create(4, new SlotPool(10, 2), new SlotPool(100, 2));
        using var small = storage.Slot(10);
        using var large = storage.Slot(90);
        small.Fill(1);
        large.Fill(2);
        Assert.Equal(10 * 1000 + 90, SecureSlot.OpenTwo(small, large, 0, Lengths));
        Assert.Equal(90 * 1000 + 10, SecureSlot.OpenTwo(large, small, 0, Lengths));
        Assert.Equal(1, SecureSlot.OpenTwo(large, small, 0, static (first, second, _) =>
        {
            (first[0], second[0]) = (second[0], first[0]);
            return first[0];
        }));
        Assert.Equal(2, small.Copy()[0]);
        Assert.Equal(1, large.Copy()[0]);

        static int Lengths(Span<byte> first, Span<byte> second, int state) => (first.Length * 1000) + second.Length;
    }

    [Fact]
    public void A_slot_with_itself_or_with_one_of_another_storage_is_refused()
    {
        using var storage = TestStorage.Create();
        using var other = TestStorage.Create();
        using var a = storage.Slot();
        using var foreign = other.Slot();
        Assert.Throws<ArgumentException>(() => SecureSlot.OpenTwo(a, a, 0, static (_, _, _) => 0));
        Assert.Throws<ArgumentException>(() => SecureSlot.OpenTwo(a, foreign, 0, static (_, _, _) => 0));
    }

    [Fact]
    public void A_callback_that_throws_changes_nothing()
    {
        using var storage = TestStorage.Create();
        using var a = storage.Slot();
        using var b = storage.Slot();
        a.Fill(1);
        b.Fill(2);
        var atRest = a.AtRest();
        Assert.Throws<NotSupportedException>(() => a.Open(0, static (content, _) =>
        {
            content.Fill(9);
            throw new NotSupportedException();
        }));
        Assert.Throws<NotSupportedException>(() => SecureSlot.OpenTwo<int, int>(a, b, 0, static (first, second, _) =>
        {
            first.Fill(9);
            second.Fill(9);
            throw new NotSupportedException();
        }));
        Assert.Equal(atRest, a.AtRest());
        Assert.Equal(TestStorage.Filled(100, 1), a.Copy());
        Assert.Equal(TestStorage.Filled(100, 2), b.Copy());
    }

    [Fact]
    public void Reading_seals_nothing_anew_and_writing_does()
    {
        using var storage = TestStorage.Create();
        using var slot = storage.Slot();
        var atRest = slot.AtRest();
        slot.Copy();
        Assert.Equal(atRest, slot.AtRest());
        slot.Open(0, static (_, _) => { });
        Assert.NotEqual(atRest, slot.AtRest());
    }

    [Fact]
    public void The_scratch_areas_are_zero_afterwards_key_included()
    {
        using var storage = TestStorage.Create(scratchAreas: 1);
        using var a = storage.Slot();
        using var b = storage.Slot();
        a.Fill(0xee);
        Zero();
        SecureSlot.OpenTwo(a, b, 0, static (first, second, _) =>
        {
            second.Fill(0xdd);
            return 0;
        });
        Zero();
        Assert.Throws<NotSupportedException>(() => a.Open(0, static (_, _) => throw new NotSupportedException()));
        Zero();
        // Control: while a slot is open both are there.
        a.Read(storage, static (content, s) =>
        {
            Assert.NotEqual(-1, s.Scratch.Key(0).IndexOfAnyExcept((byte)0));
            Assert.NotEqual(-1, s.Scratch.Content(0, 0, 100).IndexOfAnyExcept((byte)0));
            return 0;
        });

        void Zero()
        {
            Assert.Equal(-1, storage.Scratch.Key(0).IndexOfAnyExcept((byte)0));
            Assert.Equal(-1, storage.Scratch.Content(0, 0, 100).IndexOfAnyExcept((byte)0));
            Assert.Equal(-1, storage.Scratch.Content(0, 1, 100).IndexOfAnyExcept((byte)0));
        }
    }

    [Fact]
    public void State_may_be_a_span_and_nothing_is_allocated()
    {
        using var storage = TestStorage.Create(count: 4);
        using var a = storage.Slot();
        using var b = storage.Slot();
        Span<byte> seen = stackalloc byte[100];
        Use(a, b, seen); // First calls compile.
        Use(a, b, seen);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Use(a, b, seen);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Use(SecureSlot a, SecureSlot b, Span<byte> seen)
        {
            a.Open(seen, static (content, state) => state.CopyTo(content));
            a.Open(seen, static (content, state) => content[0] = state[0]);
            a.Read(seen, static (content, state) => content.TryCopyTo(state));
            SecureSlot.OpenTwo(a, b, seen, static (first, second, _) => first[0] == second[0]);
        }
    }
}
