using System.Security.Cryptography;
using Cpc.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>
/// One or two slots open on this thread, from the constructor to <see cref="Dispose"/>. Locks are taken in ascending
/// order of slot number and before the scratch area, and whoever has an area waits for nothing more: no deadlock.
/// </summary>
internal readonly ref struct SlotOpening
{
    [ThreadStatic]
    private static bool t_isOpen;

    private readonly SecureStorage _storage;
    private readonly SecureSlot _first;
    private readonly SecureSlot? _second;
    private readonly int _area;

    /// <exception cref="InvalidOperationException">This thread has a slot open.</exception>
    /// <exception cref="ObjectDisposedException">A slot or the storage is disposed.</exception>
    /// <exception cref="SecureStorageException">A slot is not authentic.</exception>
    public SlotOpening(SecureSlot first, SecureSlot? second = null)
    {
        ThrowIfNested();
        var started = StorageMetrics.StartWait();
        _storage = first.Storage;
        _first = first;
        _second = second;
        _area = -1;
        Enter(first, second);
        t_isOpen = true;
        try
        {
            _area = _storage.Scratch.Rent();
            StorageMetrics.EndWait(started);
            _storage.Shield.DeriveKey(Key);
            Decrypt(first, First);
            if (second is not null) Decrypt(second, Second);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Span<byte> First => _storage.Scratch.Content(_area, 0, _first.Size);

    public Span<byte> Second => _second is null ? default : _storage.Scratch.Content(_area, 1, _second.Size);

    private Span<byte> Key => _storage.Scratch.Key(_area);

    /// <summary>No work on any storage from within a callback: locks would be taken out of order.</summary>
    public static void ThrowIfNested()
    {
        if (t_isOpen) throw new InvalidOperationException("A slot is open on this thread: nothing else of a storage may be opened, allocated or disposed. Use SecureSlot.OpenTwo for two slots.");
    }

    /// <summary>Replaces what is at rest. Without it the old content stays.</summary>
    public void Reseal()
    {
        _storage.Shield.Seal(_first, Key, First);
        if (_second is not null) _storage.Shield.Seal(_second, Key, Second);
    }

    /// <summary>Erases the scratch area and the key, then lets others in.</summary>
    public void Dispose()
    {
        if (_area >= 0)
        {
            CryptographicOperations.ZeroMemory(Key);
            CryptographicOperations.ZeroMemory(First);
            CryptographicOperations.ZeroMemory(Second);
            _storage.Scratch.Return(_area);
        }

        t_isOpen = false;
        if (_second is not null) Monitor.Exit(_second.Gate);
        Monitor.Exit(_first.Gate);
        // What the callback called has left its traces there.
        DeadFrames.Erase();
    }

    private static void Enter(SecureSlot first, SecureSlot? second)
    {
        var (low, high) = second is null || first.Number < second.Number ? (first, second) : (second, first);
        Monitor.Enter(low.Gate);
        try
        {
            if (high is not null) Monitor.Enter(high.Gate);
        }
        catch
        {
            Monitor.Exit(low.Gate);
            throw;
        }
    }

    private void Decrypt(SecureSlot slot, Span<byte> content)
    {
        // Checked here, under the slot's lock: disposing takes it too.
        ObjectDisposedException.ThrowIf(slot.IsDisposed, slot);
        if (!_storage.Shield.TryOpen(slot, Key, content)) throw new SecureStorageException(slot.Number);
    }
}
