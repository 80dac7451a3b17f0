namespace Cpc.Node.Cli;

/// <summary>Writes files that a person names; never over one that is there.</summary>
internal static class NewFile
{
    /// <exception cref="CliException">It is there already, or can't be written.</exception>
    public static async Task<WrittenFile> WriteAsync(string file, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        try
        {
            // Documents are their owner's business: nobody else on the machine reads them unless told so.
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var stream = new FileStream(file, options);
            await stream.WriteAsync(content, cancel);
            return new WrittenFile(file, content.Length);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw CliException.Refused("file-exists", "There is a file of this name, and it is left as it is. Choose another name or remove it.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Refused("unwritable-file", "The file can't be written. Check that the folder exists and that you may write into it.");
        }
    }
}
