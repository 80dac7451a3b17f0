using System.Security.Cryptography;
using Cpc.SecureMemory;
using Microsoft.Win32.SafeHandles;

namespace Cpc.Actors.Hosting;

/// <summary>Reads the key file's passphrase from a file or standard input: bytes in secret memory, never a string, and
/// never an argument that other users see in the list of processes.</summary>
internal static class PassphraseFile
{
    /// <summary>Longest passphrase in bytes.</summary>
    public const int MaxLength = 1024;

    /// <summary>The name that stands for standard input.</summary>
    public const string StandardInput = "-";

    private const UnixFileMode OthersBits = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads up to the end; one line break there does not count.</summary>
    /// <param name="file">Null when none was given, although the key file is sealed.</param>
    /// <exception cref="NodeStartException">None was given, it can't be read, others can read it, it is empty or too long.</exception>
    public static SecureData Read(string? file)
    {
        if (file is null)
            throw new NodeStartException("The key file is sealed under a passphrase, and none was given. Give it with --passphrase-file FILE (or CPC_PASSPHRASE_FILE); '-' reads it from standard input.");
        try
        {
            using var stream = file == StandardInput ? OpenStandardInput() : Open(file);
            return Read(stream, file == StandardInput ? "on standard input" : $"in {file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new NodeStartException($"The passphrase file {file} can't be read. Check its name, and that the node's user may read it.", e);
        }
    }

    /// <param name="where">For messages: "in FILE".</param>
    internal static SecureData Read(Stream stream, string where)
    {
        var buffer = GC.AllocateArray<byte>(MaxLength + 3, pinned: true);
        try
        {
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            var text = buffer.AsSpan(0, length);
            if (text.EndsWith("\n"u8)) text = text[..^1];
            if (text.EndsWith("\r"u8)) text = text[..^1];
            if (text.IsEmpty) throw new NodeStartException($"The passphrase {where} is empty.");
            if (text.Length > MaxLength) throw new NodeStartException($"The passphrase {where} has more than {MaxLength} bytes. Is it the right file?");
            return SecureData.CopyOf(text);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    // Without buffers of their own that would keep a copy.
    private static FileStream Open(string file)
    {
        var stream = new FileStream(file, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, BufferSize = 0 });
        if (OperatingSystem.IsWindows() || !stream.CanSeek || (File.GetUnixFileMode(stream.SafeFileHandle) & OthersBits) == 0) return stream;
        stream.Dispose();
        throw new NodeStartException($"Other users may read the passphrase file {file}. Run 'chmod 600 {file}', and consider the passphrase as known.");
    }

    // Not through the console, which keeps what it reads in buffers.
    private static FileStream OpenStandardInput() => OperatingSystem.IsWindows()
        ? throw new NodeStartException("Standard input is not read on Windows; name a file.")
        : new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
}
