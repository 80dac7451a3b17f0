using System.Globalization;
using Cpc.Actors.Hosting;
using Serilog;
using Serilog.Events;
using Serilog.Settings.Configuration;
using Logger = Serilog.Core.Logger;

namespace Cpc.Node.Composition;

/// <summary>The node's log: lines on the console, and files in the data folder that only its owner reads.</summary>
internal static class NodeLog
{
    private const int Files = 7;
    private const long FileBytes = 16 * 1024 * 1024;

    // Without the exception: its stack trace is for the file, the console is for people.
    private const string ConsoleTemplate = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}";
    private const string FileTemplate = "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    // Named, so that neither the configuration nor a missing deps.json decides what is loaded.
    private static readonly ConfigurationReaderOptions Sinks = new(
        typeof(ConsoleLoggerConfigurationExtensions).Assembly,
        typeof(FileLoggerConfigurationExtensions).Assembly);

    /// <param name="toStandardError">Standard output is taken by JSON.</param>
    public static Logger Create(NodeSettings settings, bool toStandardError)
    {
        var culture = CultureInfo.InvariantCulture;
        var logs = new NodeFolder(settings.Options.DataFolder).Logs;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(logs);
        else Directory.CreateDirectory(logs, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        return new LoggerConfiguration()
            .MinimumLevel.Information()
            .ReadFrom.Configuration(settings.Configuration, Sinks)

            // Last, so that no setting lowers it: below this level ASP.NET writes requests into the log.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .WriteTo.Console(
                outputTemplate: ConsoleTemplate,
                formatProvider: culture,
                standardErrorFromLevel: toStandardError ? LogEventLevel.Verbose : null)
            .WriteTo.File(
                Path.Combine(logs, "cpc-.log"),
                outputTemplate: FileTemplate,
                formatProvider: culture,
                rollingInterval: RollingInterval.Day,
                rollOnFileSizeLimit: true,
                fileSizeLimitBytes: FileBytes,
                retainedFileCountLimit: Files,
                hooks: new PrivateLogFile())
            .CreateLogger();
    }
}
