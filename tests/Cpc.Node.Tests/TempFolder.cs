using Cpc.Actors.Hosting;

namespace Cpc.Node.Tests;

/// <summary>A folder of one test's own, mode 0700, gone afterwards. Its path is short: a socket's may have 107 bytes.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("cpc-").FullName;

    public string Path { get; }

    public NodeFolder Node => new(Path);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
