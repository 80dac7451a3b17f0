namespace Cpc.SecureMemory;

/// <summary>Works on the open contents of two slots, in the order they were asked for. The spans are gone when it returns.</summary>
public delegate TResult SlotPairFunction<TState, out TResult>(Span<byte> first, Span<byte> second, TState state)
    where TState : allows ref struct;
