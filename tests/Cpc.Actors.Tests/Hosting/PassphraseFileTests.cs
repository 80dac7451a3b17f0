using System.Text;
using Cpc.Actors.Hosting;

namespace Cpc.Actors.Tests.Hosting;

/// <summary>How a passphrase comes in.</summary>
public sealed class PassphraseFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cpc-pass-").FullName;

    private string File(string content, UnixFileMode mode = UnixFileMode.UserRead)
    {
        var path = Path.Combine(_folder, Guid.NewGuid().ToString());
        System.IO.File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(path, mode);
        return path;
    }

    [Theory]
    [InlineData("correct horse", "correct horse")]
    [InlineData("correct horse\n", "correct horse")]
    [InlineData("correct horse\r\n", "correct horse")]
    [InlineData(" Brücke \n\n", " Brücke \n")]
    public void It_is_what_the_file_holds_without_its_last_line_break(string content, string passphrase)
    {
        using var read = PassphraseFile.Read(File(content));
        Assert.Equal(passphrase, Encoding.UTF8.GetString(read.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public void An_empty_one_is_refused(string content) =>
        Assert.Contains("empty", Refusal(() => PassphraseFile.Read(File(content))), StringComparison.Ordinal);

    [Fact]
    public void The_longest_is_read_and_a_longer_one_refused()
    {
        using var read = PassphraseFile.Read(File(new string('a', PassphraseFile.MaxLength) + "\r\n"));
        Assert.Equal(PassphraseFile.MaxLength, read.Length);
        var refusal = Refusal(() => PassphraseFile.Read(File(new string('a', PassphraseFile.MaxLength + 1))));
        Assert.Contains("1024 bytes", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("aaa", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void One_that_others_can_read_or_change_is_refused(UnixFileMode more) =>
        Assert.Contains("chmod 600", Refusal(() => PassphraseFile.Read(File("correct horse", UnixFileMode.UserRead | more))), StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_and_a_folder_are_refused_by_name()
    {
        foreach (var path in new[] { Path.Combine(_folder, "none"), _folder })
            Assert.Contains(path, Refusal(() => PassphraseFile.Read(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_comes_in_pieces_is_read_to_its_end()
    {
        using var pieces = new Pieces("correct horse\n"u8.ToArray());
        using var read = PassphraseFile.Read(pieces, "on standard input");
        Assert.Equal("correct horse", Encoding.UTF8.GetString(read.Span));
    }

    [Fact]
    public void A_sealed_key_file_asks_for_it_and_an_open_one_does_not()
    {
        var folder = new NodeFolder(Path.Combine(_folder, "sealed"));
        var passphrase = File("correct horse");
        var id = folder.Initialize(TimeProvider.System, passphrase);
        Assert.Equal(id, folder.ReadId(TimeProvider.System, passphrase));
        Assert.Contains("--passphrase-file", Refusal(() => folder.ReadId(TimeProvider.System)), StringComparison.Ordinal);
        Assert.Contains("does not open", Refusal(() => folder.ReadId(TimeProvider.System, File("wrong horse"))), StringComparison.Ordinal);

        var open = new NodeFolder(Path.Combine(_folder, "open"));
        open.Initialize(TimeProvider.System);
        Assert.NotEmpty(open.ReadId(TimeProvider.System, Path.Combine(_folder, "none")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Refusal(Func<object> read) => Assert.Throws<NodeStartException>(read).Message;

    private sealed class Pieces(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 3)]);
    }
}
