namespace Cpc.SecureMemory.Tests;

public class SecureStorageTests
{
    [Fact]
    public void A_new_slot_is_zero_and_keeps_what_is_written()
    {
        using var storage = TestStorage.Create();
        using var slot = storage.Slot();
        Assert.Equal(new byte[100], slot.Copy());
        slot.Fill(0x5a);
        Assert.Equal(TestStorage.Filled(100, 0x5a), slot.Copy());
        Assert.Equal(TestStorage.Filled(100, 0x5a), slot.Copy());
    }

    [Fact]
    public void Slots_do_not_touch_each_other()
    {
        using var storage = TestStorage.Create(scratchAreas: 2, new SlotPool(33, 20), new SlotPool(200, 20));
        var slots = Enumerable.Range(0, 40).Select(i => storage.Slot(i < 20 ? 33 : 200)).ToArray();
        for (var i = 0; i < slots.Length; i++) slots[i].Fill((byte)(i + 1));
        for (var i = 0; i < slots.Length; i++) Assert.Equal(TestStorage.Filled(slots[i].Size, (byte)(i + 1)), slots[i].Copy());
    }

    [Fact]
    public void A_full_pool_refuses_as_a_value_until_a_slot_is_given_back()
    {
        using var storage = TestStorage.Create(count: 2);
        var first = storage.Slot();
        using var second = storage.Slot();
        Assert.Null(storage.Allocate(100, 1));
        Assert.Equal(2, storage.SlotsInUse);
        first.Dispose();
        using var third = storage.Slot();
        Assert.Equal(2, storage.SlotsInUse);
    }

    [Fact]
    public void A_full_pool_does_not_eat_the_larger_slots()
    {
        using var storage = TestStorage.Create(scratchAreas: 1, new SlotPool(1000, 1), new SlotPool(64, 1));
        using var small = storage.Slot(64);
        Assert.Null(storage.Allocate(10, 1));
        using var large = storage.Slot(65);
        Assert.Equal(65, large.Size);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(101)]
    public void A_size_that_no_slot_has_is_refused(int size)
    {
        using var storage = TestStorage.Create();
        Assert.Throws<ArgumentOutOfRangeException>(() => storage.Allocate(size, 1));
    }

    [Fact]
    public void A_slot_that_is_used_again_shows_nothing_of_the_old_content()
    {
        using var storage = TestStorage.Create(count: 1);
        var old = storage.Slot(100);
        old.Fill(0x77);
        var number = old.Number;
        old.Dispose();
        using var slot = storage.Slot(50);
        Assert.Equal(number, slot.Number);
        Assert.Equal(new byte[50], slot.Copy());
        // Beyond the new, smaller slot too.
        Assert.Equal(new byte[50], slot.Table.Sealed(number, 100)[66..].ToArray());
    }

    [Fact]
    public void A_disposed_slot_is_erased_and_refuses()
    {
        using var storage = TestStorage.Create();
        var slot = storage.Slot();
        slot.Fill(1);
        slot.Dispose();
        slot.Dispose();
        Assert.Equal(0, storage.SlotsInUse);
        Assert.Equal(new byte[116], slot.AtRest());
        Assert.Throws<ObjectDisposedException>(() => slot.Fill(2));
        Assert.Throws<ObjectDisposedException>(() => slot.Copy());
        using var other = storage.Slot();
        Assert.Throws<ObjectDisposedException>(() => SecureSlot.OpenTwo(other, slot, 0, static (_, _, _) => 0));
        other.Fill(3); // Its lock was given back.
    }

    [Fact]
    public void A_disposed_storage_refuses_everything_and_its_slots_can_still_be_disposed()
    {
        var storage = TestStorage.Create();
        var slot = storage.Slot();
        storage.Dispose();
        storage.Dispose();
        Assert.Throws<ObjectDisposedException>(() => slot.Copy());
        Assert.Throws<ObjectDisposedException>(() => storage.Allocate(1, 1));
        slot.Dispose();
    }

    [Fact]
    public void Text_forms_say_nothing()
    {
        using var storage = TestStorage.Create();
        using var slot = storage.Slot();
        Assert.Equal("SecureSlot(redacted)", slot.ToString());
    }

    [Fact]
    public void Options_out_of_bounds_are_refused()
    {
        Refused(new SecureStorageOptions { Pools = [] });
        Refused(new SecureStorageOptions { Pools = [new(0, 1)] });
        Refused(new SecureStorageOptions { Pools = [new(SecureStorageOptions.MaxSlotSize + 1, 1)] });
        Refused(new SecureStorageOptions { Pools = [new(1, 0)] });
        Refused(new SecureStorageOptions { ScratchAreas = 0 });
        Refused(new SecureStorageOptions { ScratchAreas = SecureStorageOptions.MaxScratchAreas + 1 });

        static void Refused(SecureStorageOptions options) => Assert.Throws<ArgumentException>(() => SecureStorage.Create(options));
    }

    [Fact]
    public void More_memory_than_there_is_is_refused_as_a_value()
    {
        var result = SecureStorage.Create(new SecureStorageOptions { Pools = [new(SecureStorageOptions.MaxSlotSize, 1 << 20)] });
        Assert.Equal(SecureStorageRefusal.NoMemory, result.Refusal);
        Assert.Null(result.Storage);
        Assert.Contains("fewer slots", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_idle_session_costs_less_than_4_KiB()
    {
        const int Sessions = 1000;
        using var storage = TestStorage.Create(4, new SlotPool(512, Sessions));
        var slots = new SecureSlot[Sessions];
        _ = storage.Slot(512).Number;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < Sessions; i++) slots[i] = storage.Slot(512);
        var managed = (GC.GetAllocatedBytesForCurrentThread() - before) / (Sessions - 1);
        var slab = storage.Slab.Length / Sessions;
        Assert.InRange(managed + slab, 1, 1024);
        GC.KeepAlive(slots);
    }
}
