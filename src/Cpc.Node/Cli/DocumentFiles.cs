namespace Cpc.Node.Cli;

/// <summary>Finds the document files that a person means: files as named, and in a folder every .xml in it and below it.</summary>
internal static class DocumentFiles
{
    // Links are not followed: two of them can lead round and round.
    private static readonly EnumerationOptions Below = new()
    {
        RecurseSubdirectories = true,
        MatchCasing = MatchCasing.CaseInsensitive,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <returns>Each file once, a folder's in order of their names.</returns>
    /// <exception cref="CliException">A folder can't be read or has no documents.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> filesOrFolders) =>
        [.. filesOrFolders.SelectMany(path => Directory.Exists(path) ? In(path) : [path]).Distinct(StringComparer.Ordinal)];

    private static List<string> In(string folder)
    {
        try
        {
            var files = Directory.EnumerateFiles(folder, "*.xml", Below).Order(StringComparer.Ordinal).ToList();
            return files.Count > 0 ? files : throw CliException.Refused("no-documents", $"There is no .xml file in {folder} or below it. Name another folder, or files.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Refused("unreadable-folder", $"The folder {folder} can't be read whole. Check that you may read it and what is below it.");
        }
    }
}
