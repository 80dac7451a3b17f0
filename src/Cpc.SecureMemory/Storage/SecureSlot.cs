namespace Cpc.SecureMemory;

/// <summary>
/// A place for one secret in a <see cref="SecureStorage"/>, sealed at rest. It is open only within a callback, which
/// can't await; one thread at a time. Opening allocates nothing. A callback that throws changes nothing: the content
/// from before stays. Nothing of any storage may be opened, allocated or disposed within a callback.
/// </summary>
public sealed class SecureSlot : IDisposable
{
    internal SecureSlot(SecureStorage storage, SlotTable table, uint number, int size, uint owner)
    {
        Storage = storage;
        Table = table;
        Number = number;
        Size = size;
        Owner = owner;
    }

    /// <summary>Usable bytes.</summary>
    public int Size { get; }

    /// <summary>Whom the slot was allocated for; a part of what is authenticated.</summary>
    public uint Owner { get; }

    /// <summary>Its place in the storage, which a later slot may have again.</summary>
    internal uint Number { get; }

    internal SecureStorage Storage { get; }

    internal SlotTable Table { get; }

    // Not System.Threading.Lock, which allocates an event when threads meet.
    internal object Gate { get; } = new();

    internal bool IsDisposed { get; private set; }

    /// <summary>Opens the slot for reading and writing, and seals it anew.</summary>
    /// <exception cref="ObjectDisposedException">The slot or the storage is disposed.</exception>
    /// <exception cref="InvalidOperationException">This thread has a slot open.</exception>
    /// <exception cref="SecureStorageException">The sealed bytes are not authentic.</exception>
    public void Open<TState>(TState state, SlotAction<TState> action)
        where TState : allows ref struct
    {
        using var opening = new SlotOpening(this);
        action(opening.First, state);
        opening.Reseal();
    }

    /// <inheritdoc cref="Open{TState}(TState, SlotAction{TState})"/>
    public TResult Open<TState, TResult>(TState state, SlotFunction<TState, TResult> function)
        where TState : allows ref struct
    {
        using var opening = new SlotOpening(this);
        var result = function(opening.First, state);
        opening.Reseal();
        return result;
    }

    /// <summary>Opens the slot, and seals the new content only when the result says so: else the old one stays, whatever
    /// the function did to it. That makes a change atomic without a copy.</summary>
    /// <inheritdoc cref="Open{TState}(TState, SlotAction{TState})" path="/exception"/>
    public TResult Open<TState, TResult>(TState state, SlotFunction<TState, TResult> function, Predicate<TResult> commits)
        where TState : allows ref struct
    {
        using var opening = new SlotOpening(this);
        var result = function(opening.First, state);
        if (commits(result)) opening.Reseal();
        return result;
    }

    /// <summary>Opens the slot for reading: nothing is sealed anew, which saves the half.</summary>
    /// <inheritdoc cref="Open{TState}(TState, SlotAction{TState})" path="/exception"/>
    public TResult Read<TState, TResult>(TState state, SlotReader<TState, TResult> reader)
        where TState : allows ref struct
    {
        using var opening = new SlotOpening(this);
        return reader(opening.First, state);
    }

    /// <summary>Opens two slots of one storage together and seals both anew; the locks are taken in ascending order,
    /// whatever the order here.</summary>
    /// <param name="commits">When given and false for the result, the old contents stay.</param>
    /// <exception cref="ArgumentException">They are the same slot, or of two storages.</exception>
    /// <inheritdoc cref="Open{TState}(TState, SlotAction{TState})" path="/exception"/>
    public static TResult OpenTwo<TState, TResult>(SecureSlot first, SecureSlot second, TState state, SlotPairFunction<TState, TResult> function,
        Predicate<TResult>? commits = null)
        where TState : allows ref struct
    {
        if (first == second) throw new ArgumentException("A slot can't be opened twice.", nameof(second));
        if (first.Storage != second.Storage) throw new ArgumentException("The slots are of two storages.", nameof(second));
        using var opening = new SlotOpening(first, second);
        var result = function(opening.First, opening.Second, state);
        if (commits?.Invoke(result) != false) opening.Reseal();
        return result;
    }

    /// <summary>Waits for whoever has the slot open, then erases it. Idempotent.</summary>
    /// <exception cref="InvalidOperationException">This thread has a slot open.</exception>
    public void Dispose()
    {
        SlotOpening.ThrowIfNested();
        lock (Gate)
        {
            if (IsDisposed) return;
            IsDisposed = true;
            Storage.GiveBack(this);
        }
    }

    public override string ToString() => "SecureSlot(redacted)";
}
