using System.Buffers.Binary;
using System.Diagnostics;
using Cpc.Cryptography;

namespace Cpc.SecureMemory.Tests;

public class SealedKeyFileTests
{
    private const string Right = "correct horse battery";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly PassphraseCost Cheap = PassphraseCost.TryRead(1, 8)!;

    [Theory]
    [InlineData("correct horse batterz")]
    [InlineData("x")]
    public void A_wrong_passphrase_is_refused_with_a_remedy(string wrong)
    {
        using var folder = new TemporaryFolder();
        using var created = Create(folder);
        var refused = Assert.Throws<KeyFileException>(() => KeyFile.Open(folder.KeyFile, Now, () => KeyFileTests.Passphrase(wrong)));
        Assert.Contains("Try again", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong + " ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sealed_file_without_a_passphrase_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var created = Create(folder);
        Assert.Contains("sealed", Assert.Throws<KeyFileException>(() => KeyFile.Open(folder.KeyFile, Now)).Message, StringComparison.Ordinal);
        Assert.Throws<KeyFileException>(() => KeyFile.Open(folder.KeyFile, Now, () => null));
    }

    [Fact]
    public void The_passphrase_is_erased_after_use_and_not_asked_for_in_vain()
    {
        using var folder = new TemporaryFolder();
        using var created = Create(folder);
        var given = KeyFileTests.Passphrase(Right)!;
        KeyFile.Open(folder.KeyFile, Now, () => given).Dispose();
        Assert.Throws<ObjectDisposedException>(() => given.Span.Length);

        created.ChangePassphrase(null);
        KeyFile.Open(folder.KeyFile, Now, () => throw new InvalidOperationException("asked")).Dispose();
    }

    [Fact]
    public void A_short_passphrase_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var shorter = KeyFileTests.Passphrase("1234567");
        using var enough = KeyFileTests.Passphrase("12345678");
        Assert.Throws<KeyFileException>(() => KeyFile.Create(folder.KeyFile, Now, shorter, Cheap));
        Assert.Empty(folder.Files);
        KeyFile.Create(folder.KeyFile, Now, enough, Cheap).Dispose();
    }

    [Fact]
    public void A_changed_passphrase_holds_and_the_old_one_does_not()
    {
        using var folder = new TemporaryFolder();
        using var created = Create(folder);
        using var next = KeyFileTests.Passphrase("another passphrase");
        created.ChangePassphrase(next, Cheap);
        Assert.Throws<KeyFileException>(() => KeyFile.Open(folder.KeyFile, Now, () => KeyFileTests.Passphrase(Right)));
        using var opened = KeyFile.Open(folder.KeyFile, Now, () => KeyFileTests.Passphrase("another passphrase"));
        KeyFileTests.AssertSame(created, opened);

        opened.ChangePassphrase(null);
        Assert.False(opened.IsSealed);
        using var unsealed = KeyFile.Open(folder.KeyFile, Now);
        unsealed.ChangePassphrase(next, Cheap);
        Assert.True(unsealed.IsSealed);
        Assert.Throws<KeyFileException>(() => KeyFile.Open(folder.KeyFile, Now));
    }

    [Fact]
    public void A_change_that_can_not_be_written_leaves_the_old_passphrase()
    {
        using var folder = new TemporaryFolder();
        using var created = Create(folder);
        using var next = KeyFileTests.Passphrase("another passphrase");
        Directory.CreateDirectory(folder.KeyFile + ".new"); // In the way of the new file, also of root's.
        Assert.Throws<KeyFileException>(() => created.ChangePassphrase(next, Cheap));
        Assert.Throws<KeyFileException>(() => created.ChangePassphrase(null));
        Assert.True(created.IsSealed);
        Directory.Delete(folder.KeyFile + ".new");
        KeyFile.Open(folder.KeyFile, Now, () => KeyFileTests.Passphrase(Right)).Dispose();
        created.RenewStatic(Now + KeyFile.StaticRenewal); // Still writes under it.
        KeyFile.Open(folder.KeyFile, Now + KeyFile.StaticRenewal, () => KeyFileTests.Passphrase(Right)).Dispose();
    }

    [Fact]
    public void No_nonce_comes_twice_and_no_key_is_legible()
    {
        using var folder = new TemporaryFolder();
        using var keys = Create(folder);
        var nonces = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            using var file = SealedKeyFileFormat.Encode(keys, KeyFileSealOf(folder));
            Assert.True(nonces.Add(Convert.ToHexString(file.Span.Slice(31, 24))));
        }

        var bytes = File.ReadAllBytes(folder.KeyFile);
        Assert.Equal(-1, bytes.AsSpan().IndexOf(keys.IdentitySeed.Span[..8]));
        Assert.Equal(-1, bytes.AsSpan().IndexOf(keys.DataKey.Span[..8]));
        Assert.Equal(-1, bytes.AsSpan().IndexOf(keys.Statics[0].PrivateKey.Span[..8]));
    }

    // Opened with nothing of SealedKeyFileFormat: the layout is what its header comment says.
    [Fact]
    public void The_layout_is_that_of_format_2_and_the_whole_header_is_authenticated()
    {
        using var folder = new TemporaryFolder();
        using var keys = Create(folder);
        var file = File.ReadAllBytes(folder.KeyFile);
        byte[] start = [.. "cpck"u8, 2, 1, 1, 0, 0, 0, 1, 0, 0, 0, 8];
        Assert.Equal(start, file[..15]);
        var key = new byte[32];
        Assert.True(Argon2id.TryDeriveKey(System.Text.Encoding.UTF8.GetBytes(Right), file.AsSpan(15, 16), 1, 8, key));
        var body = new byte[file.Length - 55 - 16];
        Assert.True(XChaCha20Poly1305.TryDecrypt(key, file.AsSpan(31, 24), file.AsSpan(0, 55), file.AsSpan(55), body));
        Assert.Equal(32 + 32 + 1 + 52, body.Length);
        Assert.True(keys.IdentitySeed.FixedTimeEquals(body.AsSpan(0, 32)));
        Assert.True(keys.DataKey.FixedTimeEquals(body.AsSpan(32, 32)));
        Assert.Equal(1, body[64]);
        Assert.True(keys.Statics[0].PrivateKey.FixedTimeEquals(body.AsSpan(65, 32)));
        Assert.Equal(Now.ToUnixTimeSeconds(), BinaryPrimitives.ReadInt64BigEndian(body.AsSpan(97)));
        Assert.Equal((Now + KeyFile.StaticLife).ToUnixTimeSeconds(), BinaryPrimitives.ReadInt64BigEndian(body.AsSpan(105)));
        Assert.Equal(keys.Statics[0].Sequence, BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(113)));
    }

    [Theory]
    [InlineData(uint.MaxValue, 8u)]
    [InlineData(9u, 8u)]
    [InlineData(0u, 8u)]
    [InlineData(1u, uint.MaxValue)]
    [InlineData(1u, (1u << 20) + 1)]
    [InlineData(1u, 7u)]
    public void A_hostile_cost_is_refused_before_it_is_paid(uint passes, uint memoryKiB)
    {
        using var folder = new TemporaryFolder();
        using var created = Create(folder);
        var bytes = File.ReadAllBytes(folder.KeyFile);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(7), passes);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(11), memoryKiB);
        File.WriteAllBytes(folder.KeyFile, bytes);
        // Not even the passphrase is asked for.
        var refused = Assert.Throws<KeyFileException>(() => KeyFile.Open(folder.KeyFile, Now, () => throw new InvalidOperationException("asked")));
        Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Moderate_is_the_least_that_can_be_chosen()
    {
        Assert.Equal((3, 256 << 10), (PassphraseCost.Moderate.Passes, PassphraseCost.Moderate.MemoryKiB));
        Assert.NotNull(PassphraseCost.TryCreate(3, 256 << 10));
        Assert.NotNull(PassphraseCost.TryCreate(8, 1 << 20));
        Assert.Null(PassphraseCost.TryCreate(2, 256 << 10));
        Assert.Null(PassphraseCost.TryCreate(3, (256 << 10) - 1));
        Assert.Null(PassphraseCost.TryCreate(9, 256 << 10));
        Assert.Null(PassphraseCost.TryCreate(3, (1 << 20) + 1));
    }

    [Fact]
    public void Without_a_choice_the_cost_is_moderate()
    {
        using var folder = new TemporaryFolder();
        using var passphrase = KeyFileTests.Passphrase(Right);
        var start = Stopwatch.GetTimestamp();
        KeyFile.Create(folder.KeyFile, Now, passphrase).Dispose();
        Assert.Equal(PassphraseCost.Moderate, SealedKeyFileFormat.TryReadHeader(File.ReadAllBytes(folder.KeyFile))!.Value.Cost);
        Assert.True(Stopwatch.GetElapsedTime(start) > TimeSpan.FromMilliseconds(50));
    }

    private static KeyFile Create(TemporaryFolder folder)
    {
        using var passphrase = KeyFileTests.Passphrase(Right);
        return KeyFile.Create(folder.KeyFile, Now, passphrase, Cheap);
    }

    private static KeyFileSeal KeyFileSealOf(TemporaryFolder folder)
    {
        using var passphrase = KeyFileTests.Passphrase(Right)!;
        var (cost, salt) = SealedKeyFileFormat.TryReadHeader(File.ReadAllBytes(folder.KeyFile))!.Value;
        Assert.Equal(Argon2id.SaltSize, salt.Length);
        return KeyFileSeal.TryDerive(passphrase, cost, salt)!;
    }
}
