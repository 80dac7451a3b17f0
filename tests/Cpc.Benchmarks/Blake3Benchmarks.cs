using System.Diagnostics;
using Cpc.Cryptography;
using Org.BouncyCastle.Crypto.Digests;

namespace Cpc.Benchmarks;

/// <summary>BLAKE3 in every path this machine has, BouncyCastle's, and the C library's through `b3sum` (ADR 0020).</summary>
internal sealed class Blake3Benchmarks : IBenchmarks
{
    private const int FileSize = 256 << 20;

    private static readonly (string Name, int Size)[] Sizes =
    [
        ("64B", 64), ("1KiB", 1 << 10), ("4KiB", 4 << 10), ("16KiB", 16 << 10), ("1MiB", 1 << 20),
    ];

    private static readonly Lazy<byte[]> Large = new(() => SecureRandom.Bytes(64 << 20));

    private static readonly Lazy<string> File256 = new(() =>
    {
        var path = Path.Combine(Path.GetTempPath(), "cpc-benchmark-256MiB");
        File.WriteAllBytes(path, SecureRandom.Bytes(FileSize));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        return path;
    });

    public IEnumerable<Benchmark> List()
    {
        var digest = new byte[Blake3.HashSize];
        foreach (var (name, size) in Sizes)
        {
            var input = SecureRandom.Bytes(size);
            foreach (var path in Enum.GetValues<Blake3Path>().Where(Blake3Paths.IsAvailable))
            {
                yield return new($"blake3/hash/{name}/{path.ToString().ToLowerInvariant()}",
                    () => Blake3.Hash(path, input, digest), size);
            }

            yield return new($"blake3/hash/{name}/bouncycastle", () => BouncyCastle(input, digest), size);
        }

        var document = SecureRandom.Bytes(1 << 20);
        var key = SecureRandom.Bytes(Blake3.KeySize);
        yield return new("blake3/incremental/1MiB-by-16KiB", () => Incremental(document, 16 << 10, digest), document.Length);
        yield return new("blake3/incremental/1MiB-by-1000B", () => Incremental(document, 1000, digest), document.Length);
        yield return new("blake3/keyed/1KiB", () => Blake3.KeyedHash(key, document.AsSpan(0, 1024), digest), 1024);
        yield return new("blake3/derive-key/16KiB",
            () => Blake3.DeriveKey("cpc/v1 benchmark"u8, document.AsSpan(0, 16 << 10), digest), 16 << 10);
        yield return new("blake3/extended/1KiB-to-64KiB", () => Blake3.HashExtended(key, document.AsSpan(0, 64 << 10)), 64 << 10);

        foreach (var (name, size) in new[] { ("1MiB", 1 << 20), ("16MiB", 16 << 20), ("64MiB", 64 << 20) })
        {
            yield return new($"blake3/parallel/{name}/1-thread", () => Blake3.Hash(Large.Value.AsSpan(0, size), digest), size);
            yield return new($"blake3/parallel/{name}/2-threads",
                () => Blake3.HashParallel(Large.Value.AsSpan(0, size), digest, 2), size);
        }

        yield return new("blake3/file/256MiB/ours", () => HashFile(File256.Value, digest), FileSize);
        if (!File.Exists("/usr/bin/b3sum")) yield break;
        yield return new("blake3/file/256MiB/b3sum", () => B3Sum(File256.Value), FileSize);
        yield return new("blake3/file/empty/b3sum", () => B3Sum("/dev/null"));
    }

    private static void BouncyCastle(byte[] input, byte[] digest)
    {
        var blake3 = new Blake3Digest(Blake3.HashSize * 8);
        blake3.BlockUpdate(input);
        blake3.DoFinal(digest);
    }

    private static void Incremental(ReadOnlySpan<byte> input, int step, Span<byte> digest)
    {
        using var hasher = Blake3Hasher.Create();
        while (!input.IsEmpty)
        {
            var take = Math.Min(step, input.Length);
            hasher.Update(input[..take]);
            input = input[take..];
        }

        hasher.Finish(digest);
    }

    // As b3sum does without mapping: one buffer of 64 KiB.
    private static void HashFile(string path, Span<byte> digest)
    {
        using var file = File.OpenHandle(path);
        using var hasher = Blake3Hasher.Create();
        var buffer = new byte[64 << 10];
        long offset = 0;
        for (int read; (read = RandomAccess.Read(file, buffer, offset)) > 0; offset += read) hasher.Update(buffer.AsSpan(0, read));
        hasher.Finish(digest);
    }

    private static void B3Sum(string path)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/b3sum", ["--num-threads", "1", "--no-mmap", path])
        {
            RedirectStandardOutput = true,
        })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"b3sum ended with {process.ExitCode}.");
    }
}
