namespace Cpc.Invoicing.Tests;

/// <summary>Files of the repository and the shared samples beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    public static byte[] Sample(string name) => File.ReadAllBytes(Path("samples", name));

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(directory.FullName, "CpcActors.sln"))) return directory.FullName;
        }

        throw new InvalidOperationException("CpcActors.sln is in no directory above the tests.");
    }
}
