namespace Cpc.SecureMemory;

/// <summary>Works on the open content of a slot. The span is gone when it returns.</summary>
public delegate void SlotAction<TState>(Span<byte> content, TState state)
    where TState : allows ref struct;
