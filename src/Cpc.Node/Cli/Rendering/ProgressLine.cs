using System.Globalization;

namespace Cpc.Node.Cli.Rendering;

/// <summary>A bar on standard error that tells how far many files are; nothing where nobody looks at it, or for few.</summary>
internal sealed class ProgressLine(CliEnvironment environment, int total, bool quiet) : IDisposable
{
    private const int Few = 20;
    private const int Width = 30;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly bool _shown = environment.ErrorIsTerminal && !quiet && total > Few;
    private long? _last;
    private int _length;

    /// <summary>Says that so many are done.</summary>
    public void Report(int done)
    {
        if (!_shown || (_last is { } last && environment.Time.GetElapsedTime(last) < Interval)) return;
        _last = environment.Time.GetTimestamp();
        var filled = (int)((long)done * Width / total);
        var line = string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string(' ', Width - filled)}] {done} of {total}");
        _length = line.Length;
        environment.Error.Write("\r" + line);
    }

    /// <summary>Takes the bar away, so that what follows stands alone.</summary>
    public void Dispose()
    {
        if (_length > 0) environment.Error.Write($"\r{new string(' ', _length)}\r");
    }
}
