namespace Cpc.SecureMemory;

/// <summary>Reads the open content of a slot. The span is gone when it returns; the result must hold no secret.</summary>
public delegate TResult SlotReader<TState, out TResult>(ReadOnlySpan<byte> content, TState state)
    where TState : allows ref struct;
