using System.Globalization;

namespace Cpc.EndToEndTests;

/// <summary>Reads another process's memory from outside, as a thief with the rights of its user or of root would.</summary>
internal static class ProcessMemory
{
    /// <returns>How often each pattern occurs; null when the memory may not be read.</returns>
    public static int[]? Count(int pid, params byte[][] patterns)
    {
        try
        {
            using var memory = new FileStream($"/proc/{pid}/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var found = new int[patterns.Length];
            foreach (var (start, end) in Readable(pid)) Search(memory, start, end, patterns, found);
            return found;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<(long Start, long End)> Readable(int pid)
    {
        foreach (var line in File.ReadLines($"/proc/{pid}/maps"))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!fields[1].StartsWith('r') || line.EndsWith("[vvar]", StringComparison.Ordinal) || line.EndsWith("[vsyscall]", StringComparison.Ordinal)) continue;
            var range = fields[0].Split('-');
            yield return (long.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), long.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }
    }

    private static void Search(FileStream memory, long start, long end, byte[][] patterns, int[] found)
    {
        const int overlap = 64;
        var chunk = new byte[4 << 20];
        for (var at = start; at < end;)
        {
            int read;
            try
            {
                memory.Position = at;
                read = memory.Read(chunk, 0, (int)Math.Min(chunk.Length, end - at));
            }
            catch (IOException)
            {
                // A page that is reserved only, or gone meanwhile.
                read = 0;
            }

            if (read <= 0) return;
            for (var p = 0; p < patterns.Length; p++)
            {
                var rest = chunk.AsSpan(0, read);
                for (var index = rest.IndexOf(patterns[p]); index >= 0; index = rest.IndexOf(patterns[p]))
                {
                    found[p]++;
                    rest = rest[(index + 1)..];
                }
            }

            if (at + read >= end) return;
            at += Math.Max(1, read - overlap);
        }
    }
}
