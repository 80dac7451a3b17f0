namespace Cpc.Cryptography.Tests;

public class Blake3AllocationTests
{
    [Fact]
    public void No_mode_and_no_length_allocates()
    {
        var input = Blake3Fixture.Bytes(200_000);
        var key = Blake3Fixture.Key;
        var output = new byte[200];
        HashAll(input, key, output); // First calls compile.

        var before = GC.GetAllocatedBytesForCurrentThread();
        HashAll(input, key, output);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_measurement_sees_an_allocation()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(Blake3.Hash("a"u8));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() > before);
    }

    private static void HashAll(byte[] input, byte[] key, byte[] output)
    {
        foreach (var path in Blake3Available)
        {
            foreach (var length in Lengths)
            {
                var part = input.AsSpan(0, length);
                Blake3.Hash(path, part, output);
                Blake3.KeyedHash(path, key, part, output);
                Blake3.DeriveKey(path, "cpc/v1 test"u8, part, output);
                Blake3Hasher.CreateKeyed(path, key, out var hasher);
                for (var at = 0; at < length; at += 3000) hasher.Update(part.Slice(at, Math.Min(3000, length - at)));
                hasher.Finish(output);
                hasher.Clear();
            }
        }
    }

    private static readonly int[] Lengths = [0, 64, 1024, 5000, 16 << 10, 200_000];

    private static readonly Blake3Path[] Blake3Available = [.. Enum.GetValues<Blake3Path>().Where(Blake3Paths.IsAvailable)];
}
