using System.Numerics;
using System.Security.Cryptography;

namespace Cpc.SecureMemory;

/// <summary>
/// The locked places in which slots are open. Each area holds a key and the contents of two slots, so that an opener
/// never holds one area while waiting for another. Areas begin on pages of their own.
/// </summary>
internal sealed unsafe class ScratchAreas
{
    private const int KeySpace = 64;

    private readonly object _gate = new();
    private readonly SecretRegion _region;
    private readonly ulong _all;
    private readonly int _stride;
    private readonly int _contentSize;
    private ulong _free; // One bit for each area.
    private bool _closed;

    public ScratchAreas(SecretRegion region, int count, int contentSize)
    {
        _region = region;
        _contentSize = Align(contentSize);
        _stride = StrideFor(contentSize);
        _all = _free = count == 64 ? ulong.MaxValue : (1UL << count) - 1;
    }

    public static long SizeFor(int count, int contentSize) => (long)count * StrideFor(contentSize);

    /// <summary>32 bytes for the slot shield.</summary>
    public Span<byte> Key(int area) => new(_region.Start + ((long)area * _stride), Cryptography.XChaCha20Poly1305.KeySize);

    /// <param name="index">0 or 1.</param>
    public Span<byte> Content(int area, int index, int size) =>
        new(_region.Start + ((long)area * _stride) + KeySpace + (index * _contentSize), size);

    /// <summary>Waits for a free area.</summary>
    /// <exception cref="ObjectDisposedException">The storage is closed.</exception>
    public int Rent()
    {
        lock (_gate)
        {
            while (_free == 0 && !_closed) Monitor.Wait(_gate);
            ObjectDisposedException.ThrowIf(_closed, typeof(SecureStorage));
            var area = BitOperations.TrailingZeroCount(_free);
            _free &= _free - 1;
            return area;
        }
    }

    /// <summary>Gives an area back; whoever wrote to it has erased it.</summary>
    public void Return(int area)
    {
        lock (_gate)
        {
            _free |= 1UL << area;
            // All are woken only to close: one of the waiters may be Close.
            if (_closed) Monitor.PulseAll(_gate);
            else Monitor.Pulse(_gate);
        }
    }

    /// <summary>Refuses new openers, waits for those there are, and gives the memory back.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
            while (_free != _all) Monitor.Wait(_gate);
            CryptographicOperations.ZeroMemory(new Span<byte>(_region.Start, _region.Length));
            _region.Dispose();
        }
    }

    private static int Align(int size) => (size + 63) & ~63;

    private static int StrideFor(int contentSize)
    {
        var page = Environment.SystemPageSize;
        return (KeySpace + (2 * Align(contentSize)) + page - 1) / page * page;
    }
}
