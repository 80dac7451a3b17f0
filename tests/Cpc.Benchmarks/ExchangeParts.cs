using System.Text;
using Cpc.Exchange;
using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Xml;
using Cpc.SecureMemory;
using Microsoft.Data.Sqlite;

namespace Cpc.Benchmarks;

/// <summary>What an exchange can't do without, done without actors: the document on both sides, and its commits.</summary>
internal sealed class ExchangeParts : IDisposable
{
    /// <summary>Commits that wait for each other in one exchange: queued, issued, audited and shared by the sender; audited and
    /// received by the receiver; receipt stored, audited and the item closed by the sender.</summary>
    public const int Commits = 9;

    private readonly SecureStorage _storage = SecureStorage.Create(new SecureStorageOptions { WhenNotLocked = WhenNotLocked.Warn }).Storage!;
    private readonly string _path = Path.Combine(Environment.CurrentDirectory, $"bench-{Environment.ProcessId}-commits.db");
    private readonly SessionPeer _alice;
    private readonly SessionPeer _bob;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly byte[] _event = new byte[600];

    public ExchangeParts()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        (_alice, _bob) = (new SessionPeer(_storage), new SessionPeer(_storage));
        _connection = new SqliteConnection($"Data Source={_path};Pooling=False");
        _connection.Open();
        using (var setUp = _connection.CreateCommand())
        {
            setUp.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE event(ordering INTEGER PRIMARY KEY, data BLOB)";
            setUp.ExecuteNonQuery();
        }

        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO event(data) VALUES ($data)";
        _insert.Parameters.AddWithValue("$data", _event);
    }

    /// <summary>UBL to CBOR, and back to a checked document with a receipt that is verified.</summary>
    public void Document(string ubl)
    {
        var (alice, bob) = (_alice.Identity, _bob.Identity);
        var read = (ReadResult.Accepted)InvoiceReader.Read(Encoding.UTF8.GetBytes(ubl));
        using var sent = OutgoingDocument.Issue(read.Document, alice.PeerId, bob.PeerId, Guid.CreateVersion7());
        Demand(IncomingDocument.TryOpen(sent.Payload.Span, sent.Hash.ToArray(), alice.PeerId, bob.PeerId, out var received) == ReceiptOutcome.Processed);
        Demand(RuleBook.Check((Invoicing.Model.InvoiceDocument)received!.Envelope.Content).Count == 0);
        var receipt = new Receipt
        {
            Sender = alice.PeerId,
            Receiver = bob.PeerId,
            DocumentId = received.Envelope.DocumentId,
            Hash = received.Hash,
            Outcome = ReceiptOutcome.Processed,
            Time = TimeProvider.System.GetUtcNow(),
        }.SignedBy(bob).Encode();
        Demand(Receipt.TryDecode(receipt)!.IsAbout(alice.PeerId, bob.PeerId, received.Envelope.DocumentId, received.Hash));
        received.Dispose();
    }

    /// <summary>One after another, each on disk before the next.</summary>
    public void Commit()
    {
        for (var i = 0; i < Commits; i++) _insert.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
        File.Delete(_path);
        _alice.Dispose();
        _bob.Dispose();
        _storage.Dispose();
    }

    private static void Demand(bool holds)
    {
        if (!holds) throw new InvalidOperationException("A part of the exchange failed.");
    }
}
