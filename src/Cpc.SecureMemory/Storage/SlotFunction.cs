namespace Cpc.SecureMemory;

/// <summary>Works on the open content of a slot. The span is gone when it returns; the result must hold no secret.</summary>
public delegate TResult SlotFunction<TState, out TResult>(Span<byte> content, TState state)
    where TState : allows ref struct;
