namespace Cpc.SecureMemory.Tests;

/// <summary>Small storages. They go on unlocked, so that what is tested here holds under any limit.</summary>
internal static class TestStorage
{
    public static SecureStorage Create(int slotSize = 100, int count = 8, int scratchAreas = 4) => Create(scratchAreas, new SlotPool(slotSize, count));

    public static SecureStorage Create(int scratchAreas, params SlotPool[] pools)
    {
        var result = SecureStorage.Create(new SecureStorageOptions { Pools = pools, ScratchAreas = scratchAreas, WhenNotLocked = WhenNotLocked.Warn });
        Assert.Equal(SecureStorageRefusal.None, result.Refusal);
        return result.Storage!;
    }

    public static SecureSlot Slot(this SecureStorage storage, int size = 100, uint owner = 7)
    {
        var slot = storage.Allocate(size, owner);
        Assert.NotNull(slot);
        return slot;
    }

    public static void Fill(this SecureSlot slot, byte value) => slot.Open(value, static (content, v) => content.Fill(v));

    public static byte[] Copy(this SecureSlot slot) => slot.Read(0, static (content, _) => content.ToArray());

    /// <summary>What lies in the slab, tag included.</summary>
    public static byte[] AtRest(this SecureSlot slot) => slot.Table.Sealed(slot.Number, slot.Size).ToArray();

    public static byte[] Filled(int size, byte value)
    {
        var bytes = new byte[size];
        bytes.AsSpan().Fill(value);
        return bytes;
    }
}
