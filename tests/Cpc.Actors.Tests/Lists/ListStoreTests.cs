using System.Text;
using Cpc.Actors.Lists;
using Cpc.Cryptography;
using Cpc.SecureMemory;
using Microsoft.Data.Sqlite;

namespace Cpc.Actors.Tests.Lists;

/// <summary>Rows at rest: sealed, in their place, all or nothing.</summary>
public sealed class ListStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cpc-lists-").FullName;
    private readonly SecureStorage _storage = SecureStorage.Create(new SecureStorageOptions { WhenNotLocked = WhenNotLocked.Warn }).Storage!;
    private readonly DataCipher _cipher;

    public ListStoreTests() => _cipher = NewCipher();

    private string File => Path.Combine(_folder, "lists.db");

    public void Dispose()
    {
        _storage.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private DataCipher NewCipher() => new(Secret.Seal(_storage, SecureRandom.Bytes(32)));

    [Fact]
    public void Rows_and_position_are_there_again_after_closing()
    {
        var entries = Enumerable.Range(0, 20).Select(n => Entries.Of(n)).ToList();
        var position = new ListPosition(77, "document-x", 3);
        using (var store = ListStore.Open(File, _cipher))
        {
            Assert.Null(store.Position());
            store.Write(entries, [], position);
            store.Write([entries[3] with { Revision = 9 }], [entries[4].Key], null);
        }

        using var again = ListStore.Open(File, _cipher);
        Assert.Equal(position, again.Position());
        Assert.Equal(19, again.All().Count());
        Assert.Equal(9, again.Read(entries[3].Key)!.Revision);
        Assert.True(ListStore.AreEqual(entries[5], again.Read(entries[5].Key)!));
        Assert.Null(again.Read(entries[4].Key));
    }

    [Fact]
    public void Nothing_of_a_document_stands_readable_in_the_files_and_only_their_owner_opens_them()
    {
        using var store = ListStore.Open(File, _cipher);
        store.Write([Entries.Of(1, number: "CANARY-NUMBER", buyer: "CANARY-BUYER", status: "CANARY-STATUS")], [], new ListPosition(1, "x", 1));
        var files = Directory.GetFiles(_folder);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file));
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var content = new MemoryStream();
            stream.CopyTo(content);
            foreach (var canary in new[] { "CANARY", "EUR", Entries.Bakery.ToString() })
                Assert.True(content.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) < 0, $"{canary} is readable in {file}");
        }
    }

    [Fact]
    public void Another_key_opens_no_row()
    {
        using (var store = ListStore.Open(File, _cipher)) store.Write([Entries.Of(1)], [], ListPosition.Start);
        using var stranger = ListStore.Open(File, NewCipher());
        Assert.Throws<InvalidDataException>(() => stranger.All().ToList());
    }

    [Theory]
    [InlineData("UPDATE entry SET revision = revision + 1")]
    [InlineData("UPDATE entry SET sealed = (SELECT sealed FROM entry ORDER BY id LIMIT 1)")]
    [InlineData("UPDATE entry SET sealed = zeroblob(300)")]
    [InlineData("UPDATE entry SET sealed = x''")]
    public void A_row_that_was_changed_or_moved_does_not_open(string change)
    {
        using (var store = ListStore.Open(File, _cipher)) store.Write([Entries.Of(1), Entries.Of(2)], [], ListPosition.Start);
        Execute(change);
        using var again = ListStore.Open(File, _cipher);
        Assert.Throws<InvalidDataException>(() => again.All().ToList());
    }

    [Fact]
    public void Rows_of_another_form_have_no_position()
    {
        using (var store = ListStore.Open(File, _cipher)) store.Write([Entries.Of(1)], [], ListPosition.Start);
        Execute("UPDATE position SET stamp = 'of another version'");
        using var again = ListStore.Open(File, _cipher);
        Assert.Null(again.Position());
    }

    [Fact]
    public void A_file_that_is_no_database_is_made_anew()
    {
        System.IO.File.WriteAllBytes(File, SecureRandom.Bytes(5000));
        using var store = ListStore.Open(File, _cipher);
        store.Write([Entries.Of(1)], [], ListPosition.Start);
        Assert.Single(store.All());
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
