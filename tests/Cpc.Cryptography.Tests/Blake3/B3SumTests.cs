using System.Diagnostics;

namespace Cpc.Cryptography.Tests;

/// <summary>Files hash as the reference implementation's own tool hashes them, where it is installed.</summary>
public class B3SumTests
{
    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(100_000)]
    [InlineData(5_000_001)]
    public async Task A_file_hashes_as_b3sum_hashes_it(int length)
    {
        var b3sum = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "b3sum")).FirstOrDefault(File.Exists);
        Skip.If(b3sum is null, "b3sum is not installed (Debian: apt-get install b3sum).");

        var path = Path.GetTempFileName();
        try
        {
            var bytes = Blake3Fixture.Bytes(length);
            await File.WriteAllBytesAsync(path, bytes);
            var extended = new byte[100];
            Blake3.HashExtended(bytes, extended);
            var keyed = new byte[32];
            Blake3.KeyedHash(Blake3Fixture.Key, bytes, keyed);

            Assert.Equal(Convert.ToHexStringLower(Blake3.Hash(bytes)), await Run(b3sum, null, "--no-names", path));
            Assert.Equal(Convert.ToHexStringLower(extended), await Run(b3sum, null, "--no-names", "--length", "100", path));
            Assert.Equal(Convert.ToHexStringLower(keyed), await Run(b3sum, Blake3Fixture.Key, "--no-names", "--keyed", path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<string> Run(string program, byte[]? standardInput, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
        if (standardInput is not null) await process.StandardInput.BaseStream.WriteAsync(standardInput);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Trim();
    }
}
