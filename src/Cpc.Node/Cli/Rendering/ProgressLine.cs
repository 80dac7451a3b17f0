using System.Globalization;

namespace Cpc.Node.Cli.Rendering;

/// <summary>A bar on standard error that tells how far many files are; for few none. Where nobody looks at it there is nothing,
/// or a line now and then.</summary>
/// <param name="lines">Write a line for each thousand where standard error is no terminal: for what takes minutes.</param>
internal sealed class ProgressLine(CliEnvironment environment, int total, bool quiet, bool lines = false) : IDisposable
{
    private const int Few = 20;
    private const int Width = 30;
    private const int Step = 1000;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly bool _shown = environment.ErrorIsTerminal && !quiet && total > Few;
    private readonly bool _lines = lines && !environment.ErrorIsTerminal && !quiet && total > Step;
    private long? _last;
    private int _length;

    /// <summary>Says that so many are done; each number comes once, in order.</summary>
    public void Report(int done)
    {
        if (_lines && done % Step == 0) environment.Error.WriteLine(Words(done));
        if (!_shown || (_last is { } last && environment.Time.GetElapsedTime(last) < Interval)) return;
        _last = environment.Time.GetTimestamp();
        var filled = (int)((long)done * Width / total);
        var line = $"[{new string('#', filled)}{new string(' ', Width - filled)}] {Words(done)}";
        _length = line.Length;
        environment.Error.Write("\r" + line);
    }

    /// <summary>Takes the bar away, so that what follows stands alone.</summary>
    public void Dispose()
    {
        if (_length > 0) environment.Error.Write($"\r{new string(' ', _length)}\r");
    }

    private string Words(int done) => string.Create(CultureInfo.InvariantCulture, $"{done} of {total}");
}
