namespace Cpc.Cryptography.Tests;

/// <summary>Test vectors that are not in the repository: in the folder CPC_VECTORS names, else beside the repository.</summary>
internal static class VectorFiles
{
    /// <summary>The file's path, or null where it is not there.</summary>
    public static string? Find(string relativePath)
    {
        var folder = Environment.GetEnvironmentVariable("CPC_VECTORS");
        if (string.IsNullOrEmpty(folder))
        {
            var at = new DirectoryInfo(AppContext.BaseDirectory);
            while (at is not null && !File.Exists(Path.Combine(at.FullName, "CpcActors.sln"))) at = at.Parent;
            if (at is null) return null;
            folder = Path.Combine(at.FullName, "..", "shared", "vectors");
        }

        var path = Path.Combine(folder, relativePath);
        return File.Exists(path) ? path : null;
    }

    public static string Missing(string relativePath) =>
        $"{relativePath} is neither under CPC_VECTORS nor in ../shared/vectors beside the repository.";
}
