using System.Globalization;
using System.Runtime.InteropServices;

namespace Cpc.SecureMemory.Tests;

/// <summary>
/// 32 random bytes that lie nowhere in memory: two halves are kept, of which they are the exclusive or. Whoever finds
/// the whole in memory has found a planted copy.
/// </summary>
internal sealed unsafe class Canary
{
    public const int Size = 32;

    private const int Chunk = 1 << 20;

    private readonly byte[] _a = Cryptography.SecureRandom.Bytes(Size);
    private readonly byte[] _b = Cryptography.SecureRandom.Bytes(Size);

    public void Plant(Span<byte> destination)
    {
        for (var i = 0; i < Size; i++) destination[i] = (byte)(_a[i] ^ _b[i]);
    }

    /// <summary>Searches everything /proc/self/mem shows, but for its own buffer.</summary>
    /// <returns>How many copies there are.</returns>
    public int Count()
    {
        var buffer = (byte*)NativeMemory.Alloc(Chunk + Size);
        try
        {
            using var memory = File.OpenHandle("/proc/self/mem");
            var count = 0;
            foreach (var line in File.ReadAllLines("/proc/self/maps"))
            {
                var fields = line.Split(' ', 3);
                if (fields[1][0] != 'r' || line.EndsWith("[vvar]", StringComparison.Ordinal) || line.EndsWith("[vsyscall]", StringComparison.Ordinal)) continue;
                var range = fields[0].Split('-').Select(f => ulong.Parse(f, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
                if (range[1] > long.MaxValue) continue;
                for (var at = range[0]; at < range[1]; at += Chunk)
                {
                    // Chunks overlap, so that none is missed at a border.
                    var length = (int)Math.Min((ulong)(Chunk + Size - 1), range[1] - at);
                    int read;
                    try
                    {
                        read = RandomAccess.Read(memory, new Span<byte>(buffer, length), (long)at);
                    }
                    catch (IOException)
                    {
                        continue; // A page that was unmapped, or that the kernel shows to nobody.
                    }

                    count += Count(new ReadOnlySpan<byte>(buffer, read), at, (ulong)buffer);
                }
            }

            return count;
        }
        finally
        {
            NativeMemory.Clear(buffer, Chunk + Size);
            NativeMemory.Free(buffer);
        }
    }

    private int Count(ReadOnlySpan<byte> chunk, ulong address, ulong ownBuffer)
    {
        ReadOnlySpan<byte> start = [(byte)(_a[0] ^ _b[0]), (byte)(_a[1] ^ _b[1])];
        var count = 0;
        for (var at = 0; ; at++)
        {
            var next = chunk[at..].IndexOf(start);
            if (next < 0) return count;
            at += next;
            if (at + Size > chunk.Length) return count;
            var i = 2;
            while (i < Size && chunk[at + i] == (_a[i] ^ _b[i])) i++;
            var place = address + (ulong)at;
            if (i == Size && (place < ownBuffer || place >= ownBuffer + Chunk + Size)) count++;
        }
    }
}
