using Cpc.Node.Api;

namespace Cpc.Node.Cli;

/// <summary>Reads document files that a person names.</summary>
internal static class DocumentFile
{
    /// <exception cref="CliException">It can't be read or is too large.</exception>
    public static byte[] Read(string file)
    {
        try
        {
            // Bounded as it is read: a pipe or a device doesn't tell its length.
            using var stream = File.OpenRead(file);
            var buffer = new byte[Math.Clamp(stream.CanSeek ? stream.Length + 1 : 0, 4096, ApiLimits.BodyBytes + 1)];
            using var content = new MemoryStream();
            while (content.Length <= ApiLimits.BodyBytes && stream.Read(buffer) is var read and > 0) content.Write(buffer, 0, read);
            if (content.Length > ApiLimits.BodyBytes)
                throw CliException.Refused("too-large", $"The file has more than {ApiLimits.BodyBytes} bytes; a document has fewer.");
            return content.ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw CliException.Refused("unreadable-file", "There is no such file. Check the name.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Refused("unreadable-file", "The file can't be read. Check that it is a file and that you may read it.");
        }
    }
}
