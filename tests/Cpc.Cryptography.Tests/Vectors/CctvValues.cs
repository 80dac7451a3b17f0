namespace Cpc.Cryptography.Tests;

/// <summary>A file of CCTV: lines "name = value", byte strings in hexadecimal.</summary>
internal sealed class CctvValues
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads a file; skips the test where it is absent. A name that occurs again keeps its first value.</summary>
    public CctvValues(string relativePath)
    {
        var path = VectorFiles.Find(relativePath);
        Skip.If(path is null, VectorFiles.Missing(relativePath));
        foreach (var line in File.ReadLines(path!))
        {
            var at = line.IndexOf(" = ", StringComparison.Ordinal);
            if (at > 0) _values.TryAdd(line[..at], line[(at + 3)..].Trim());
        }
    }

    public byte[] this[string name] => Convert.FromHexString(_values[name]);
}
