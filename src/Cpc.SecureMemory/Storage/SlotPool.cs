namespace Cpc.SecureMemory;

/// <summary>Slots of one size.</summary>
/// <param name="SlotSize">Usable bytes of a slot, 1 to <see cref="SecureStorageOptions.MaxSlotSize"/>.</param>
/// <param name="Count">Number of slots, at least 1.</param>
public readonly record struct SlotPool(int SlotSize, int Count);
