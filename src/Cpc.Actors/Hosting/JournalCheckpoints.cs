using Cpc.Actors.Node;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cpc.Actors.Hosting;

/// <summary>
/// Brings the journal's write-ahead log into the database beside the commits, which it does not hold up (SQLite, "passive"
/// checkpoints). What is committed is on disk in the log already; this only keeps the log short.
/// </summary>
internal sealed class JournalCheckpoints(NodeServices services, ILogger<JournalCheckpoints> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Bytes of log that are not worth the work: as many as SQLite lets it grow to by default.</summary>
    private const long Short = 4 << 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, services.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                var file = new FileInfo(services.Folder.Journal + "-wal");
                if (file.Exists && file.Length > Short) Checkpoint();
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
    }

    private void Checkpoint()
    {
        try
        {
            SqliteJournal.Checkpoint(services.Folder.Journal);
        }
        catch (SqliteException e)
        {
            // The next one, or a commit once the log is long, does it.
            log.LogWarning("The journal's log could not be brought into the database (SQLite {Code})", e.SqliteErrorCode);
        }
    }
}
