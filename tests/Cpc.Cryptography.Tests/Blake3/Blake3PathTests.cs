using System.Diagnostics;
using System.Runtime.Intrinsics.X86;

namespace Cpc.Cryptography.Tests;

/// <summary>Which path a machine takes, and that counters beyond what a test can hash are right on all.</summary>
public class Blake3PathTests
{
    [Fact]
    public void The_chosen_path_is_available() => Assert.True(Blake3Paths.IsAvailable(Blake3Paths.Widest));

    [Fact]
    public void A_path_that_is_none_is_not_available() => Assert.False(Blake3Paths.IsAvailable((Blake3Path)99));

    // The runtime's switches stand for older machines; a process of its own hashes with each (ChildProcess).
    [SkippableTheory]
    [InlineData("DOTNET_EnableAVX512", "Vector256")]
    [InlineData("DOTNET_EnableAVX2", "Vector128")]
    [InlineData("DOTNET_EnableHWIntrinsic", "Scalar")]
    public async Task Without_wider_vectors_the_next_path_is_chosen_and_agrees(string variable, string expected)
    {
        Skip.IfNot(Avx512F.VL.IsSupported, "This machine has no AVX-512 to switch off.");
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(ChildProcess).Assembly.Location])
        {
            RedirectStandardOutput = true,
            Environment = { [variable] = "0" },
        };
        Skip.IfNot(Path.GetFileNameWithoutExtension(start.FileName) == "dotnet", "The tests do not run under the dotnet host.");
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal([expected, .. ChildProcess.Digests()], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [SkippableTheory]
    [MemberData(nameof(Blake3Fixture.EachPath), MemberType = typeof(Blake3Fixture))]
    public unsafe void Chunk_counters_carry_into_the_high_word(string pathName)
    {
        var path = Blake3Fixture.Require(pathName);
        var input = Blake3Fixture.Bytes(16 << 10);
        byte[] expected = new byte[16 * 32], actual = new byte[16 * 32];
        foreach (var counter in new ulong[] { 0, 0xFFFF_FFF8, 0xFFFF_FFFF, 0x1_0000_0000, 0x1234_5678_9ABC_DEF0 })
        {
            for (var count = 1; count <= 16; count++)
            {
                Chunks(Blake3Path.Scalar, expected, count, counter);
                Chunks(path, actual, count, counter);
                Assert.Equal(expected, actual);
            }
        }

        void Chunks(Blake3Path on, byte[] cvs, int count, ulong counter)
        {
            fixed (byte* from = input)
            fixed (byte* to = cvs)
            fixed (uint* key = Blake3Constants.InitializationVector)
            {
                Blake3Compression.Chunks(on, from, count, key, counter, 0, to);
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Blake3Fixture.EachPath), MemberType = typeof(Blake3Fixture))]
    public unsafe void A_batch_writes_no_further_than_its_chaining_values(string pathName)
    {
        var path = Blake3Fixture.Require(pathName);
        var input = Blake3Fixture.Bytes(16 << 10);
        for (var count = 1; count < 16; count++)
        {
            var output = new byte[16 * 32];
            fixed (byte* from = input)
            fixed (byte* to = output)
            fixed (uint* key = Blake3Constants.InitializationVector)
            {
                Blake3Compression.Chunks(path, from, count, key, 0, 0, to);
                Assert.Equal(-1, output.AsSpan(count * 32).IndexOfAnyExcept((byte)0));
                output.AsSpan().Clear();
                Blake3Compression.Parents(path, from, count, key, 0, to);
                Assert.Equal(-1, output.AsSpan(count * 32).IndexOfAnyExcept((byte)0));
            }
        }
    }
}
