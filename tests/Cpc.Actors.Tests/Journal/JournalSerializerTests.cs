using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Serialization;
using Cpc.Actors.Audit;
using Cpc.Actors.Documents;
using Cpc.Actors.Journal;
using Cpc.Actors.Outbox;
using Cpc.Actors.Peers;
using Cpc.Cryptography;
using Cpc.Invoicing.Access;
using Cpc.Invoicing.Consent;
using Cpc.Invoicing.Guards;
using Cpc.Invoicing.Lifecycle;
using Cpc.Invoicing.Model;
using Cpc.SecureMemory;
using Cpc.Sessions;

namespace Cpc.Actors.Tests.Journal;

/// <summary>Every event has bytes and a manifest that never change, and that tell no CLR type.</summary>
public sealed class JournalSerializerTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly PeerId Peer = new(Bytes(32, 1));
    private static readonly Guid Id = new(Bytes(16, 0x10), bigEndian: true);
    private static readonly DocumentKey Key = new(Peer, Id);
    private static readonly ExchangeId Exchange = new(Bytes(16, 0x20));
    private static readonly ContentHash Hash = new(Bytes(32, 0x30));
    private static readonly ByteString Sealed = new([0xaa, 0xbb]);
    private static readonly ByteString Receipt = new([0xcc]);
    private static readonly InvoiceMetadata Metadata = new(Id, new ParticipantId(Bytes(32, 1)), new ParticipantId(Bytes(32, 2)), DocumentKind.Invoice, Hash, 1234);

    private static readonly StaticRecord Record = new()
    {
        PeerId = Peer,
        X25519 = Bytes(32, 3),
        NotBefore = At,
        NotAfter = At.AddDays(30),
        Sequence = 7,
        Suites = [2, 1],
        Signature = Bytes(64, 4),
    };

    private readonly SecureData _dataKey = SecureData.Random(32);
    private readonly ActorSystem _system;
    private readonly SerializerWithStringManifest _serializer;

    public JournalSerializerTests()
    {
        _system = ActorSystem.Create("test", ActorSystemSetup.Create(new JournalCipherSetup(new DataCipher(_dataKey))));
        _serializer = new JournalSerializer((ExtendedActorSystem)_system);
    }

    public static TheoryData<string, string, object> Golden => new()
    {
        { "peer-added.1", "85582001010101010101010101010101010101010101010101010101010101010101016C6E6F64652E6578616D706C6519128BF61B000001A20D6D5A00", new PeerAdded(new PeerEntry(Peer, "node.example", 4747, null), At) },
        { "peer-met.1", "8358200101010101010101010101010101010101010101010101010101010101010101589CA701582001010101010101010101010101010101010101010101010101010101010101010258200303030303030303030303030303030303030303030303030303030303030303031A6B057C40041A6B2D09400507064202010758400404040404040404040404040404040404040404040404040404040404040404040404040404040404040404040404040404040404040404040404040404040402", new PeerMet(Peer, Record, Suite.PostQuantum) },
        { "peer-verified.1", "845820010101010101010101010101010101010101010101010101010101010101010102F61B000001A20D6D5A00", new PeerVerified(Peer, VerificationMethod.Words, null, At) },
        { "peer-blocked.1", "845820010101010101010101010101010101010101010101010101010101010101010158200202020202020202020202020202020202020202020202020202020202020202F61B000001A20D6D5A00", new PeerBlocked(Peer, new PeerId(Bytes(32, 2)), null, At) },
        { "audit-recorded.1", "8143010203", new AuditRecorded([1, 2, 3]) },
        { "outbox-queued.1", "84582001010101010101010101010101010101010101010101010101010101010101015010101010101010101010101010101010F61B000001A20D6D5A00", new OutboxQueued(new OutboxItem(Key, null), At) },
        { "outbox-done.1", "855820010101010101010101010101010101010101010101010101010101010101010150101010101010101010101010101010105010101010101010101010101010101010021B000001A20D6D5A00", new OutboxDone(new OutboxItem(Key, Id), OutboxOutcome.Refused, At) },
        { "document-issued.1", "885010101010101010101010101010101010582001010101010101010101010101010101010101010101010101010101010101015820020202020202020202020202020202020202020202020202020202020202020201582030303030303030303030303030303030303030303030303030303030303030301904D242AABB1B000001A20D6D5A00", new InvoiceEvent.InvoiceIssued(Metadata, Sealed, At) },
        { "document-share-started.1", "83502020202020202020202020202020202050101010101010101010101010101010101B000001A20D6D5A00", new InvoiceEvent.ShareStarted(Exchange, Id, At) },
        { "document-receipt-received.1", "83502020202020202020202020202020202041CC1B000001A20D6D5A00", new InvoiceEvent.ReceiptReceived(Exchange, Receipt, At) },
        { "document-delivery-refused.1", "8450202020202020202020202020202020200441CC1B000001A20D6D5A00", new InvoiceEvent.DeliveryRefused(Exchange, 4, Receipt, At) },
        { "document-received.1", "8A5010101010101010101010101010101010582001010101010101010101010101010101010101010101010101010101010101015820020202020202020202020202020202020202020202020202020202020202020201582030303030303030303030303030303030303030303030303030303030303030301904D242AABB502020202020202020202020202020202041CC1B000001A20D6D5A00", new InvoiceEvent.InvoiceReceived(Metadata, Sealed, Exchange, Receipt, At) },
        { "document-status-decided.1", "86050750101010101010101010101010101010105820303030303030303030303030303030303030303030303030303030303030303042AABB1B000001A20D6D5A00", new InvoiceEvent.StatusDecided(StatusCode.Rejected, StatusReason.PricesIncorrect, Id, Hash, Sealed, At) },
        { "document-status-share-started.1", "845010101010101010101010101010101010502020202020202020202020202020202050101010101010101010101010101010101B000001A20D6D5A00", new InvoiceEvent.StatusShareStarted(Id, Exchange, Id, At) },
        { "document-status-receipt-received.1", "845010101010101010101010101010101010502020202020202020202020202020202041CC1B000001A20D6D5A00", new InvoiceEvent.StatusReceiptReceived(Id, Exchange, Receipt, At) },
        { "document-original-kept.1", "8242AABB1B000001A20D6D5A00", new InvoiceEvent.OriginalKept(Sealed, At) },
        { "document-concerns-raised.1", "828201031B000001A20D6D5A00", new InvoiceEvent.ConcernsRaised([Concern.NumberConflict, Concern.LookAlikeSeller], At) },
        { "guard-decided.1", "8358203030303030303030303030303030303030303030303030303030303030303030001B000001A20D6D5A00", new GuardEvent.Decided(Hash, false, At) },
        { "document-status-received.1", "8706F650101010101010101010101010101010105820303030303030303030303030303030303030303030303030303030303030303042AABB41CC1B000001A20D6D5A00", new InvoiceEvent.StatusReceived(StatusCode.Accepted, null, Id, Hash, Sealed, Receipt, At) },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void An_event_has_these_bytes_for_ever(string manifest, string hex, object happened)
    {
        Assert.Equal(manifest, _serializer.Manifest(happened));
        Assert.Equal(hex, Convert.ToHexString(_serializer.ToBinary(happened)));
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public void The_bytes_read_back_to_the_event(string manifest, string hex, object happened)
    {
        var read = _serializer.FromBinary(Convert.FromHexString(hex), manifest);
        Assert.IsType(happened.GetType(), read);
        Assert.Equal(hex, Convert.ToHexString(_serializer.ToBinary(read)));
    }

    [Fact]
    public void Every_codec_has_a_golden_test_or_a_sealed_one()
    {
        var tested = Golden.Select(row => row[2].GetType()).Concat([typeof(ConsentEvent.Granted), typeof(ConsentEvent.Revoked), typeof(GuardEvent.Claimed), typeof(InvoiceEvent.HoldDecided),
            typeof(AccessEvent.Granted), typeof(AccessEvent.Revoked)]);
        Assert.Equal(JournalSerializer.Types.Order(ByName), tested.Order(ByName));
    }

    [Fact]
    public void No_manifest_or_payload_names_a_CLR_type()
    {
        foreach (var row in Golden)
        {
            var bytes = Encoding.Latin1.GetString(_serializer.ToBinary(row[2]));
            Assert.DoesNotContain("Cpc.", (string)row[0] + bytes, StringComparison.Ordinal);
            Assert.DoesNotContain("System.", (string)row[0] + bytes, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Personal_fields_are_sealed_and_read_back()
    {
        var granted = new ConsentEvent.Granted(new ConsentRecord(Id, new ParticipantId(Bytes(32, 2)), ConsentPurpose.Exchange,
            [DocumentKind.Invoice, DocumentKind.Status], LegalBasis.Contract, "uid:canary", At, At.AddDays(1))
        { MaxAmount = 12.50m, MaxAmountCurrency = "EUR" });
        var role = new AccessEvent.Granted(new AccessGrant { GrantId = Id, User = "uid:canary", Role = AccessRole.Delegate, Scopes = AccessScopes.Issue, Limit = 1.10m, LimitCurrency = "EUR", ValidFrom = At }, "uid:canary");
        var ended = new AccessEvent.Revoked(Id, "uid:canary", At);
        var revoked = new ConsentEvent.Revoked(Id, "a canary reason", At);
        var named = new PeerAdded(new PeerEntry(Peer, "node.example", 4747, "canary & sons"), At);
        var verified = new PeerVerified(Peer, VerificationMethod.Digits, "uid:canary", At);
        var blocked = new PeerBlocked(Peer, null, "uid:canary", At);
        var claimed = new GuardEvent.Claimed(
            GuardFacts.Of(new ParticipantId(Hash.ToArray()), Samples.Invoice with { Number = "canary 1", Seller = Samples.Invoice.Seller with { Name = "canary & sons" } }), Hash, [Concern.AccountChanged], At);
        var held = new InvoiceEvent.HoldDecided(true, "uid:canary", At);
        foreach (var happened in new object[] { granted, revoked, named, verified, blocked, claimed, held, role, ended })
        {
            var bytes = _serializer.ToBinary(happened);
            Assert.DoesNotContain("canary", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
            Assert.Equal(happened, _serializer.FromBinary(bytes, _serializer.Manifest(happened)));
        }
    }

    [Fact]
    public void A_consent_of_the_first_version_is_read_and_covers_any_amount()
    {
        var record = new ConsentRecord(Id, new ParticipantId(Bytes(32, 2)), ConsentPurpose.Exchange, [DocumentKind.Invoice], LegalBasis.Contract, "uid:1", At, null);
        var first = ConsentEvents.Codecs.Single(c => c.Manifest == "consent-granted.1");
        var cbor = new System.Formats.Cbor.CborWriter(System.Formats.Cbor.CborConformanceMode.Canonical);
        cbor.WriteStartArray(first.Fields);
        first.Write(new JournalWriter(cbor, first.Manifest, new DataCipher(_dataKey)), new ConsentEvent.Granted(record));
        cbor.WriteEndArray();
        Assert.Equal(new ConsentEvent.Granted(record), _serializer.FromBinary(cbor.Encode(), first.Manifest));
        Assert.Equal("consent-granted.2", _serializer.Manifest(new ConsentEvent.Granted(record)));
    }

    [Fact]
    public void A_sealed_field_does_not_open_with_another_node_s_key()
    {
        var bytes = _serializer.ToBinary(new ConsentEvent.Revoked(Id, "reason", At));
        using var other = SecureData.Random(32);
        using var system = ActorSystem.Create("other", ActorSystemSetup.Create(new JournalCipherSetup(new DataCipher(other))));
        Assert.Throws<SerializationException>(() => new JournalSerializer((ExtendedActorSystem)system).FromBinary(bytes, "consent-revoked.1"));
    }

    [Fact]
    public void What_is_no_event_is_refused()
    {
        Assert.Throws<SerializationException>(() => _serializer.ToBinary("text"));
        Assert.Throws<SerializationException>(() => _serializer.FromBinary([0x80], "unknown.1"));
    }

    [Fact]
    public void Trailing_bytes_and_wrong_field_counts_are_refused()
    {
        var bytes = _serializer.ToBinary(new AuditRecorded([1]));
        Assert.Throws<SerializationException>(() => _serializer.FromBinary([.. bytes, 0], "audit-recorded.1"));
        Assert.Throws<SerializationException>(() => _serializer.FromBinary(bytes, "document-share-started.1"));
    }

    public void Dispose()
    {
        _system.Dispose();
        _dataKey.Dispose();
    }

    private static Comparer<Type> ByName => Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.FullName, b.FullName));

    private static byte[] Bytes(int count, byte value) => [.. Enumerable.Repeat(value, count)];
}
