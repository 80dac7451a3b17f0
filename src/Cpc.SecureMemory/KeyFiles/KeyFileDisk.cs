using System.Runtime.InteropServices;

namespace Cpc.SecureMemory;

/// <summary>Reads and replaces secret files: mode 0600, atomically, on disk before it returns.</summary>
internal static class KeyFileDisk
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <exception cref="KeyFileException">Missing, accessible to others, too large, or unreadable.</exception>
    public static SecureData Read(string path)
    {
        if (!File.Exists(path)) throw new KeyFileException($"There is no key file at {path}. Run 'cpc init' first.");
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            // Of the open file, not of the path: what is checked is what is read.
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & Others) != 0)
                throw new KeyFileException($"The key file {path} is accessible to other users. Run 'chmod 600 {path}', and consider its keys exposed.");
            if (file.Length is 0 or > KeyFileFormat.MaxSize)
                throw new KeyFileException($"The key file {path} is damaged: its size is {file.Length} bytes. Restore it from a backup.");
            var encoded = new SecureData((int)file.Length);
            file.ReadExactly(encoded.Span);
            return encoded;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"The key file {path} can't be read: {e.Message}", e);
        }
    }

    /// <summary>A crash at any point leaves the old file or the new one, never half of one.</summary>
    /// <param name="replace">False when there must be no file yet.</param>
    /// <exception cref="KeyFileException">The folder or the file can't be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, bool replace)
    {
        var temporary = path + ".new";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Owner;
            // A leftover of a crash may have another mode; creating anew gives the right one.
            File.Delete(temporary);
            using (var file = new FileStream(temporary, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, replace);
            SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"The key file {path} can't be written: {e.Message}", e);
        }
    }

    // The new name is on disk only when the folder is.
    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        const int ReadOnly = 0;
        var descriptor = Libc.Open(folder, ReadOnly);
        if (descriptor < 0) throw new IOException($"The folder {folder} can't be opened (errno {Marshal.GetLastPInvokeError()}).");
        var error = Libc.Sync(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = Libc.Close(descriptor);
        // EINVAL: a file system without that operation, which has nothing to lose.
        if (error is not (0 or Libc.EINVAL)) throw new IOException($"The folder {folder} can't be written to disk (errno {error}).");
    }
}
