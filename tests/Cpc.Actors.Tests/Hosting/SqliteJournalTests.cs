using Cpc.Actors.Hosting;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;

namespace Cpc.Actors.Tests.Hosting;

/// <summary>The journal's connections leave the write-ahead log to the checkpoints beside them.</summary>
public sealed class SqliteJournalTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cpc-journal-");

    private string File => Path.Combine(_folder.FullName, "journal.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_commit_brings_the_log_in_only_once_it_is_long()
    {
        using var journal = new DataConnection(SqliteJournal.Options(SqliteJournal.Prepare(File)));
        Assert.Equal(16_384, journal.Execute<long>("PRAGMA wal_autocheckpoint"));
        Assert.Equal(2, journal.Execute<long>("PRAGMA synchronous"));
    }

    [Fact]
    public void A_checkpoint_brings_it_in_while_the_journal_is_open()
    {
        using var journal = new DataConnection(SqliteJournal.Options(SqliteJournal.Prepare(File)));
        journal.Execute("CREATE TABLE event(data BLOB)");
        for (var i = 0; i < 64; i++) journal.Execute("INSERT INTO event VALUES (randomblob(100000))");
        // The refusal twin: without it, the log alone has what was written.
        Assert.True(new FileInfo(File).Length < 100_000);
        SqliteJournal.Checkpoint(File);
        Assert.True(new FileInfo(File).Length > 6_400_000);
    }
}
