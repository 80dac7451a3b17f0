using QRCoder;

namespace Cpc.Node.Cli.Rendering;

/// <summary>The modules of a QR code (ISO/IEC 18004), with the quiet zone of four that scanners need; QRCoder adds it.</summary>
internal static class QrMatrix
{
    /// <returns>Rows of modules; true is dark.</returns>
    public static bool[][] Of(string text)
    {
        // The lowest level of correction: a screen is clean, and the smaller picture fits a terminal.
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        return [.. code.ModuleMatrix.Select(row => row.Cast<bool>().ToArray())];
    }

    /// <summary>Two rows of modules in each line of text, by half blocks.</summary>
    /// <param name="dark">Draw the dark modules; else the light ones, for a dark background.</param>
    public static IEnumerable<string> Lines(bool[][] modules, bool dark)
    {
        for (var y = 0; y < modules.Length; y += 2)
        {
            var upper = modules[y];
            var lower = y + 1 < modules.Length ? modules[y + 1] : null;
            yield return string.Concat(upper.Select((module, x) => (module == dark, lower is not null && lower[x] == dark) switch
            {
                (true, true) => '\u2588',
                (true, false) => '\u2580',
                (false, true) => '\u2584',
                _ => ' ',
            }));
        }
    }
}
