using Cpc.Cryptography;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace Cpc.SecureMemory.Tests;

public class Argon2idTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    [Theory]
    [InlineData(1, 8, "")]
    [InlineData(1, 64, "password")]
    [InlineData(3, 1024, "six words drawn at random are best")]
    public void Another_implementation_agrees(int passes, int memoryKiB, string passphrase)
    {
        var password = System.Text.Encoding.UTF8.GetBytes(passphrase);
        var expected = new byte[32];
        var other = new Argon2BytesGenerator();
        other.Init(new Argon2Parameters.Builder(Argon2Parameters.Argon2id)
            .WithVersion(Argon2Parameters.Version13).WithIterations(passes).WithMemoryAsKB(memoryKiB).WithParallelism(1).WithSalt(Salt).Build());
        other.GenerateBytes(password, expected);
        var key = new byte[32];
        Assert.True(Argon2id.TryDeriveKey(password, Salt, passes, memoryKiB, key));
        Assert.Equal(expected, key);
    }

    [Fact]
    public void Sizes_and_numbers_out_of_bounds_are_refused()
    {
        var key = new byte[32];
        Assert.Throws<ArgumentException>(() => Argon2id.TryDeriveKey("p"u8, Salt.AsSpan(1), 1, 8, key));
        Assert.Throws<ArgumentException>(() => Argon2id.TryDeriveKey("p"u8, Salt, 1, 8, key.AsSpan(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Argon2id.TryDeriveKey("p"u8, Salt, 0, 8, key));
        Assert.Throws<ArgumentOutOfRangeException>(() => Argon2id.TryDeriveKey("p"u8, Salt, 1, 7, key));
        Assert.Throws<ArgumentOutOfRangeException>(() => Argon2id.TryDeriveKey("p"u8, Salt, 1, (1 << 20) + 1, key));
    }
}
