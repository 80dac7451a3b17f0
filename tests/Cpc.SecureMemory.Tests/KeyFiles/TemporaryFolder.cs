namespace Cpc.SecureMemory.Tests;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cpc-keys-");

    public string KeyFile => Path.Combine(_folder.FullName, "keys");

    public IEnumerable<string> Files => _folder.EnumerateFiles().Select(f => f.Name);

    public void Dispose() => _folder.Delete(recursive: true);
}
