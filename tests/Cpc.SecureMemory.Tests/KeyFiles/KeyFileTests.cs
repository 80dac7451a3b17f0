namespace Cpc.SecureMemory.Tests;

/// <summary>What holds for a key file with and without passphrase.</summary>
public class KeyFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    // Far below what can be chosen: these tests derive hundreds of keys.
    private static readonly PassphraseCost Cheap = PassphraseCost.TryRead(1, 8)!;

    [Theory]
    [InlineData(null)]
    [InlineData("correct horse")]
    public void What_is_created_opens_again(string? passphrase)
    {
        using var folder = new TemporaryFolder();
        using var created = Create(folder, passphrase);
        using var opened = KeyFile.Open(folder.KeyFile, Now, () => Passphrase(passphrase));
        Assert.Equal(passphrase is not null, opened.IsSealed);
        AssertSame(created, opened);
        Assert.Equal(["keys"], folder.Files);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.KeyFile));
    }

    [Fact]
    public void A_second_identity_in_the_same_place_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var created = Create(folder, null);
        var before = File.ReadAllBytes(folder.KeyFile);
        Assert.Throws<KeyFileException>(() => Create(folder, null));
        Assert.Throws<KeyFileException>(() => KeyFileDisk.Write(folder.KeyFile, [1], replace: false));
        Assert.Equal(before, File.ReadAllBytes(folder.KeyFile));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("correct horse")]
    public void A_truncated_file_is_refused_at_every_length(string? passphrase)
    {
        using var folder = new TemporaryFolder();
        Create(folder, passphrase).Dispose();
        var bytes = File.ReadAllBytes(folder.KeyFile);
        for (var length = 0; length < bytes.Length; length++) Refused(folder, bytes[..length], passphrase);
        Refused(folder, [.. bytes, 0], passphrase);
        Refused(folder, [.. bytes, .. new byte[2000]], passphrase);
        Accepted(folder, bytes, passphrase);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("correct horse")]
    public void A_changed_byte_is_refused_anywhere(string? passphrase) => Flip(passphrase, [0x01, 0x80]);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(null)]
    [InlineData("correct horse")]
    public void A_changed_bit_is_refused_anywhere(string? passphrase) => Flip(passphrase, [1, 2, 4, 8, 16, 32, 64, 128]);

    // Written by the first version of the format, all keys of one byte each: files in use stay readable.
    [Fact]
    public void A_file_of_format_1_from_before_still_opens()
    {
        using var folder = new TemporaryFolder();
        Create(folder, null).Dispose();
        byte[] file =
        [
            .. "cpck"u8, 1, 1, .. TestStorage.Filled(32, 0x11), .. TestStorage.Filled(32, 0x22), 1, .. TestStorage.Filled(32, 0x33),
            0, 0, 0, 0, 0x6A, 0xFB, 0x63, 0x00, 0, 0, 0, 0, 0x6B, 0x22, 0xF0, 0x00, 0x01, 0xC8, 0x00, 0x00,
        ];
        Write(folder, [.. file, .. Cryptography.Blake3.Hash(file)]);
        using var opened = KeyFile.Open(folder.KeyFile, DateTimeOffset.FromUnixTimeSeconds(0x6AFB6300));
        Assert.False(opened.IsSealed);
        Assert.True(opened.IdentitySeed.FixedTimeEquals(TestStorage.Filled(32, 0x11)));
        Assert.True(opened.DataKey.FixedTimeEquals(TestStorage.Filled(32, 0x22)));
        Assert.True(opened.Statics[0].PrivateKey.FixedTimeEquals(TestStorage.Filled(32, 0x33)));
        Assert.Equal(0x01C80000u, opened.Statics[0].Sequence);

        // A time that is none, under a digest that is right: refused, not thrown.
        file[^12] = 0x7F;
        Refused(folder, [.. file, .. Cryptography.Blake3.Hash(file)], null);
    }

    [SkippableTheory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void A_file_that_others_can_read_or_write_is_refused(UnixFileMode more)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using var folder = new TemporaryFolder();
        Create(folder, null).Dispose();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
        var refused = Assert.Throws<KeyFileException>(() => KeyFile.Open(folder.KeyFile, Now));
        Assert.Contains("chmod 600", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_missing_folder_are_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("cpc init", Assert.Throws<KeyFileException>(() => KeyFile.Open(folder.KeyFile, Now)).Message, StringComparison.Ordinal);
        Assert.Throws<KeyFileException>(() => KeyFile.Create(Path.Combine(folder.KeyFile, "deeper"), Now));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("correct horse")]
    public void A_static_is_renewed_at_its_day_and_the_file_stays_as_it_was_sealed(string? passphrase)
    {
        using var folder = new TemporaryFolder();
        using var created = Create(folder, passphrase);
        using (var early = KeyFile.Open(folder.KeyFile, Now + KeyFile.StaticRenewal - TimeSpan.FromSeconds(1), () => Passphrase(passphrase)))
            Assert.Single(early.Statics);
        using (var renewed = KeyFile.Open(folder.KeyFile, Now + KeyFile.StaticRenewal, () => Passphrase(passphrase)))
            Assert.Equal(2, renewed.Statics.Count);
        using var later = KeyFile.Open(folder.KeyFile, Now + KeyFile.StaticLife + KeyFile.ClockSkew + TimeSpan.FromSeconds(1), () => Passphrase(passphrase));
        Assert.True(later.Statics[^1].Sequence > created.Statics[0].Sequence);
        Assert.Single(later.Statics);
        Assert.Equal(passphrase is not null, later.IsSealed);
        Assert.True(later.IdentitySeed.FixedTimeEquals(created.IdentitySeed.Span));
    }

    [Fact]
    public void A_leftover_of_a_crash_is_no_hindrance()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.KeyFile + ".new", "half");
        Create(folder, null).Dispose();
        Assert.Equal(["keys"], folder.Files);
    }

    internal static SecureData? Passphrase(string? text) => text is null ? null : SecureData.Take(System.Text.Encoding.UTF8.GetBytes(text));

    internal static void AssertSame(KeyFile expected, KeyFile actual)
    {
        Assert.True(actual.IdentitySeed.FixedTimeEquals(expected.IdentitySeed.Span));
        Assert.True(actual.DataKey.FixedTimeEquals(expected.DataKey.Span));
        Assert.Equal(expected.Statics.Count, actual.Statics.Count);
        foreach (var (e, a) in expected.Statics.Zip(actual.Statics))
        {
            Assert.True(a.PrivateKey.FixedTimeEquals(e.PrivateKey.Span));
            Assert.Equal((e.NotBefore, e.NotAfter, e.Sequence), (a.NotBefore, a.NotAfter, a.Sequence));
        }
    }

    private static KeyFile Create(TemporaryFolder folder, string? passphrase)
    {
        using var secret = Passphrase(passphrase);
        return KeyFile.Create(folder.KeyFile, Now, secret, Cheap);
    }

    private static void Flip(string? passphrase, byte[] bits)
    {
        using var folder = new TemporaryFolder();
        Create(folder, passphrase).Dispose();
        var bytes = File.ReadAllBytes(folder.KeyFile);
        for (var i = 0; i < bytes.Length; i++)
        {
            foreach (var bit in bits)
            {
                bytes[i] ^= bit;
                Refused(folder, bytes, passphrase);
                bytes[i] ^= bit;
            }
        }

        Accepted(folder, bytes, passphrase);
    }

    private static void Refused(TemporaryFolder folder, byte[] bytes, string? passphrase)
    {
        Write(folder, bytes);
        Assert.Throws<KeyFileException>(() => KeyFile.Open(folder.KeyFile, Now, () => Passphrase(passphrase)));
    }

    private static void Accepted(TemporaryFolder folder, byte[] bytes, string? passphrase)
    {
        Write(folder, bytes);
        KeyFile.Open(folder.KeyFile, Now, () => Passphrase(passphrase)).Dispose();
    }

    // Into the same file, which keeps its mode.
    private static void Write(TemporaryFolder folder, byte[] bytes)
    {
        using var file = new FileStream(folder.KeyFile, FileMode.Open, FileAccess.Write);
        file.SetLength(0);
        file.Write(bytes);
    }
}
