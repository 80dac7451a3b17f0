using System.Security.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>
/// Secrets in memory (protocol.md §11, ADR 0030): one slab of sealed slots, locked, guarded at both ends, in no core
/// dump and no forked child. Beside it, each protected in the same way, the pre-key and the scratch areas. Thread-safe.
/// </summary>
public sealed unsafe class SecureStorage : IDisposable
{
    private readonly object _gate = new();
    private readonly SecretRegion _preKey;
    private readonly SecretRegion _slab;
    private readonly SlotTable[] _tables; // By ascending slot size.
    private bool _disposed;

    private SecureStorage(SecureStorageOptions options, SecretRegion preKey, SecretRegion scratch, SecretRegion slab)
    {
        _preKey = preKey;
        _slab = slab;
        Shield = new SlotShield(preKey);
        var pools = options.Pools.OrderBy(p => p.SlotSize).ToArray();
        Scratch = new ScratchAreas(scratch, options.ScratchAreas, pools[^1].SlotSize);
        _tables = new SlotTable[pools.Length];
        var at = slab.Start;
        var number = 0u;
        for (var i = 0; i < pools.Length; i++)
        {
            _tables[i] = new SlotTable(pools[i], at, number);
            at += SlotTable.SizeFor(pools[i]);
            // Numbers are the storage's, not the pool's: a nonce begins with one.
            number += (uint)pools[i].Count;
        }

        LockedBytes = new[] { preKey, scratch, slab }.Where(r => r.Protection.HasFlag(RegionProtection.Locked)).Sum(r => (long)r.Length);
    }

    /// <summary>Bytes locked in memory, out of what RLIMIT_MEMLOCK allows.</summary>
    public long LockedBytes { get; }

    /// <summary>Slots allocated and not disposed.</summary>
    public int SlotsInUse
    {
        get
        {
            lock (_gate) return _tables.Sum(t => t.InUse);
        }
    }

    internal ScratchAreas Scratch { get; }

    internal SlotShield Shield { get; }

    internal SecretRegion Slab => _slab;

    internal SecretRegion PreKey => _preKey;

    /// <summary>Maps and locks all memory.</summary>
    /// <exception cref="ArgumentException">An option is out of its bounds.</exception>
    public static SecureStorageResult Create(SecureStorageOptions? options = null)
    {
        options ??= new SecureStorageOptions();
        options.Validate();
        var sizes = new[]
        {
            SlotShield.PreKeySize,
            ScratchAreas.SizeFor(options.ScratchAreas, options.Pools.Max(p => p.SlotSize)),
            options.Pools.Sum(SlotTable.SizeFor),
        };
        var regions = sizes.Select(SecretRegion.Map).ToArray();
        var warnings = StorageWarnings.Of(regions, sizes.Sum());
        var refusal = regions.Contains(null) ? SecureStorageRefusal.NoMemory
            : options.WhenNotLocked == WhenNotLocked.Refuse && !regions.All(r => r!.Protection.HasFlag(RegionProtection.Locked)) ? SecureStorageRefusal.NotLocked
            : SecureStorageRefusal.None;
        if (refusal == SecureStorageRefusal.None)
            return new SecureStorageResult(refusal, new SecureStorage(options, regions[0]!, regions[1]!, regions[2]!), warnings);
        foreach (var region in regions) region?.Dispose();
        return new SecureStorageResult(refusal, null, warnings);
    }

    /// <summary>Allocates a zeroed slot from the pool with the smallest slots that are large enough.</summary>
    /// <param name="size">1 byte to the largest pool's slot size.</param>
    /// <param name="owner">Whom the slot is for; authenticated with its content.</param>
    /// <returns>Null when that pool is full: the caller refuses its peer, or closes an idle session.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No pool has slots that large.</exception>
    /// <exception cref="ObjectDisposedException">The storage is disposed.</exception>
    /// <exception cref="InvalidOperationException">This thread has a slot open.</exception>
    public SecureSlot? Allocate(int size, uint owner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, _tables[^1].SlotSize);
        SlotOpening.ThrowIfNested();
        var table = TableFor(size);
        var area = Scratch.Rent();
        try
        {
            uint number;
            lock (_gate)
            {
                if (!table.TryTake(out number)) return null;
            }

            var slot = new SecureSlot(this, table, number, size, owner);
            Shield.DeriveKey(Scratch.Key(area));
            // An area at rest is zero.
            Shield.Seal(slot, Scratch.Key(area), Scratch.Content(area, 0, size));
            return slot;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(Scratch.Key(area));
            Scratch.Return(area);
        }
    }

    /// <summary>Waits for open slots to close, then erases everything. Slots still allocated are of no more use.
    /// Idempotent.</summary>
    /// <exception cref="InvalidOperationException">This thread has a slot open.</exception>
    public void Dispose()
    {
        SlotOpening.ThrowIfNested();
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
        }

        // From here on nobody opens or allocates; disposing slots no longer touch the slab.
        Scratch.Close();
        _slab.Dispose();
        _preKey.Dispose();
    }

    internal void GiveBack(SecureSlot slot)
    {
        lock (_gate)
        {
            if (!_disposed) slot.Table.GiveBack(slot.Number);
        }
    }

    private SlotTable TableFor(int size)
    {
        var i = 0;
        while (_tables[i].SlotSize < size) i++;
        return _tables[i];
    }
}
