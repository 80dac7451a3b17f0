using System.Buffers.Binary;
using System.Text.Json;
using Cpc.Actors.Api;
using Cpc.Actors.Documents;
using Cpc.Cryptography;
using Cpc.SecureMemory;
using Microsoft.Data.Sqlite;

namespace Cpc.Actors.Lists;

/// <summary>
/// The read model's rows on disk (mode 0600), each sealed under the data key with its place. All of it can be built from the
/// journal, whichever database that is in: what can't be read here is thrown away. Not thread-safe.
/// </summary>
internal sealed class ListStore : IDisposable
{
    /// <summary>Raise it when rows mean something else; a change of their fields is noticed by itself.</summary>
    private const int Version = 1;

    private readonly DataCipher _cipher;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _upsert;
    private readonly SqliteCommand _select;
    private readonly SqliteCommand _delete;

    private ListStore(string path, DataCipher cipher)
    {
        _cipher = cipher;
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, options);
        }

        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        _connection.Open();
        // A loss of power may take the last commits, rows and position together: the journal has them.
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        Execute("""
            CREATE TABLE IF NOT EXISTS entry (id BLOB NOT NULL, issuer BLOB NOT NULL, revision INTEGER NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (id, issuer));
            CREATE TABLE IF NOT EXISTS position (stamp TEXT NOT NULL, ordering INTEGER NOT NULL, persistence_id TEXT NOT NULL, sequence_nr INTEGER NOT NULL);
            """);
        _upsert = Command(
            "INSERT INTO entry VALUES ($id, $issuer, $revision, $sealed) ON CONFLICT (id, issuer) DO UPDATE SET revision = excluded.revision, sealed = excluded.sealed",
            "$id", "$issuer", "$revision", "$sealed");
        _select = Command("SELECT revision, sealed FROM entry WHERE id = $id AND issuer = $issuer", "$id", "$issuer");
        _delete = Command("DELETE FROM entry WHERE id = $id AND issuer = $issuer", "$id", "$issuer");
    }

    /// <summary>Names what rows of this program look like.</summary>
    public static string Stamp { get; } = $"{Version} " + string.Join(' ',
        typeof(DocumentView).GetProperties().Select(p => $"{p.Name}:{p.PropertyType.Name}").Order(StringComparer.Ordinal));

    /// <summary>Whether two rows say the same.</summary>
    public static bool AreEqual(ListEntry a, ListEntry b) => a.Key == b.Key && a.Revision == b.Revision && Encode(a).AsSpan().SequenceEqual(Encode(b));

    /// <summary>Rows read, ever: the work that showing is.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Opens or makes the file; one that is damaged is made anew.</summary>
    /// <exception cref="IOException">The file can't be made.</exception>
    public static ListStore Open(string path, DataCipher cipher)
    {
        try
        {
            return new ListStore(path, cipher);
        }
        catch (SqliteException)
        {
            foreach (var suffix in new[] { "", "-wal", "-shm" }) File.Delete(path + suffix);
            return new ListStore(path, cipher);
        }
    }

    /// <summary>How far the rows go; null where they are not of this program's making or there are none.</summary>
    public ListPosition? Position()
    {
        using var command = Command("SELECT stamp, ordering, persistence_id, sequence_nr FROM position");
        using var reader = command.ExecuteReader();
        return reader.Read() && reader.GetString(0) == Stamp ? new ListPosition(reader.GetInt64(1), reader.GetString(2), reader.GetInt64(3)) : null;
    }

    /// <summary>All rows, in the order of their ids.</summary>
    /// <exception cref="InvalidDataException">One does not open: the file was changed, or is another node's.</exception>
    public IEnumerable<ListEntry> All()
    {
        using var command = Command("SELECT revision, sealed, id, issuer FROM entry ORDER BY id, issuer");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var key = new DocumentKey(new PeerId(reader.GetFieldValue<byte[]>(3)), new Guid(reader.GetFieldValue<byte[]>(2), bigEndian: true));
            yield return Open(key, reader);
        }
    }

    /// <returns>Null where there is no such row.</returns>
    /// <exception cref="InvalidDataException">It does not open.</exception>
    public ListEntry? Read(DocumentKey key)
    {
        Name(_select, key);
        using var reader = _select.ExecuteReader();
        return reader.Read() ? Open(key, reader) : null;
    }

    /// <summary>Writes rows, removes others and moves the position, all or nothing.</summary>
    /// <param name="position">Null leaves it where it is.</param>
    public void Write(IEnumerable<ListEntry> entries, IEnumerable<DocumentKey> gone, ListPosition? position)
    {
        using var transaction = _connection.BeginTransaction();
        _upsert.Transaction = _delete.Transaction = transaction;
        foreach (var entry in entries)
        {
            Name(_upsert, entry.Key);
            _upsert.Parameters["$revision"].Value = entry.Revision;
            _upsert.Parameters["$sealed"].Value = _cipher.Seal(Encode(entry), Place(entry.Key, entry.Revision));
            _upsert.ExecuteNonQuery();
        }

        foreach (var key in gone)
        {
            Name(_delete, key);
            _delete.ExecuteNonQuery();
        }

        if (position is not null)
        {
            using var command = Command("DELETE FROM position; INSERT INTO position VALUES ($stamp, $ordering, $id, $nr)", "$stamp", "$ordering", "$id", "$nr");
            command.Transaction = transaction;
            (command.Parameters["$stamp"].Value, command.Parameters["$ordering"].Value) = (Stamp, position.Ordering);
            (command.Parameters["$id"].Value, command.Parameters["$nr"].Value) = (position.PersistenceId, position.SequenceNr);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => Execute("DELETE FROM entry; DELETE FROM position;");

    public void Dispose()
    {
        _upsert.Dispose();
        _select.Dispose();
        _delete.Dispose();
        _connection.Dispose();
    }

    private ListEntry Open(DocumentKey key, SqliteDataReader reader)
    {
        RowsRead++;
        var revision = reader.GetInt64(0);
        using var opened = _cipher.TryOpen(reader.GetFieldValue<byte[]>(1), Place(key, revision)) ?? throw new InvalidDataException("A row of the lists does not open.");
        try
        {
            return new ListEntry(key, revision, JsonSerializer.Deserialize(opened.Span, ListJson.Default.DocumentView)!);
        }
        catch (JsonException)
        {
            // Without the exception inside: it may quote what it could not read.
            throw new InvalidDataException("A row of the lists can't be read.");
        }
    }

    private static byte[] Encode(ListEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry.View, ListJson.Default.DocumentView);

    private static byte[] Place(DocumentKey key, long revision)
    {
        var number = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, revision);
        return [.. "cpc/v1/list"u8, 0, .. key.Issuer.ToArray(), .. key.Id.ToByteArray(bigEndian: true), .. number];
    }

    private static void Name(SqliteCommand command, DocumentKey key)
    {
        command.Parameters["$id"].Value = key.Id.ToByteArray(bigEndian: true);
        command.Parameters["$issuer"].Value = key.Issuer.ToArray();
    }

    private SqliteCommand Command(string text, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    private void Execute(string text)
    {
        using var command = Command(text);
        command.ExecuteNonQuery();
    }
}
