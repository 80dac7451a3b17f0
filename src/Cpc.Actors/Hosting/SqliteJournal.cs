using LinqToDB;
using Microsoft.Data.Sqlite;

namespace Cpc.Actors.Hosting;

/// <summary>
/// The journal's database file: mode 0600, write-ahead log, and synchronous FULL, so that what was answered survives
/// a loss of power. Checked, not assumed.
/// </summary>
internal static class SqliteJournal
{
    private const long Full = 2;

    /// <summary>Pages of the write-ahead log at which a commit has to bring it into the database itself: 64 MiB. With SQLite's
    /// 1,000 pages a commit in every ten exchanges waited for that (docs/benchmarks/exchange.md).</summary>
    private const int LongestLog = 16_384;

    /// <summary>Makes or checks the file and returns the connection string for it.</summary>
    /// <exception cref="IOException">The file can't be used, or does not keep these promises.</exception>
    public static string Prepare(string path)
    {
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            // Seconds for which a busy database is tried again.
            DefaultTimeout = 30,
        }.ToString();
        try
        {
            if (!File.Exists(path))
            {
                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                using var file = new FileStream(path, options);
            }

            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            var mode = Pragma(connection, "PRAGMA journal_mode = WAL") as string;
            if (mode != "wal") throw new IOException($"The journal {path} can't use a write-ahead log (it is '{mode}'). Put the data folder on a local disk.");
            // WAL is a property of the file, synchronous one of each connection: what a new one has is what counts.
            var synchronous = Pragma(connection, "PRAGMA synchronous") as long?;
            return synchronous == Full ? connectionString : throw new IOException($"SQLite does not wait for the disk (synchronous = {synchronous}). Nothing would be safe.");
        }
        catch (SqliteException e)
        {
            throw new IOException($"The journal {path} can't be opened: {e.Message}", e);
        }
    }

    /// <summary>How the journal's connections are opened: they leave it to <see cref="JournalCheckpoints"/> to bring the write-ahead log
    /// into the database, unless it falls far behind.</summary>
    public static DataOptions Options(string connectionString) => new DataOptions()
        .UseConnectionString(ProviderName.SQLiteMS, connectionString)
        .UseAfterConnectionOpened(connection => Pragma((SqliteConnection)connection, $"PRAGMA wal_autocheckpoint = {LongestLog}"));

    /// <summary>Brings the write-ahead log into the database, as far as nobody reads the older state; holds up no commit.</summary>
    /// <exception cref="SqliteException">It can't be written; nothing is lost.</exception>
    public static void Checkpoint(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite }.ToString());
        connection.Open();
        Pragma(connection, "PRAGMA wal_checkpoint(PASSIVE)");
    }

    private static object? Pragma(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragma;
        return command.ExecuteScalar();
    }
}
