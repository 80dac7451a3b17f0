using System.Formats.Cbor;
using Cpc.Cryptography;
using Cpc.Governance.Audit;

namespace Cpc.Governance.Tests;

/// <summary>The bytes of an entry, for ever, and what is none.</summary>
public class AuditEntryTests
{
    private const string Golden = "8D01071B000001A20D6D5A7B582001010101010101010101010101010101010101010101010101010101010101015820020202020202020202020202020202020202020202020202020202020202020258200303030303030303030303030303030303030303030303030303030303030303065820040404040404040404040404040404040404040404040404040404040404040458200505050505050505050505050505050505050505050505050505050505050505500606060606060606060606060606060603500707070707070707070707070707070758200808080808080808080808080808080808080808080808080808080808080808";
    private const string GoldenBare = "8D01071B000001A20D6D5A7B58200101010101010101010101010101010101010101010101010101010101010101582002020202020202020202020202020202020202020202020202020202020202025820030303030303030303030303030303030303030303030303030303030303030306F6F6F600F658200808080808080808080808080808080808080808080808080808080808080808";

    private static readonly AuditEntry Full = new(
        7, new DateTimeOffset(2026, 11, 24, 12, 0, 0, 123, TimeSpan.Zero), new PeerId(Bytes(32, 1)),
        new AuditFact
        {
            Action = AuditAction.SharingDenied,
            ActorRef = Bytes(32, 2),
            CounterpartyRef = Bytes(32, 3),
            DocumentRef = Bytes(32, 4),
            BodyHash = Bytes(32, 5),
            ConsentId = new Guid(Bytes(16, 6), bigEndian: true),
            ExchangeId = Bytes(16, 7),
            Outcome = 3,
        },
        Bytes(32, 8));

    private static readonly AuditEntry Bare = Full with
    {
        Fact = Full.Fact with { DocumentRef = null, BodyHash = null, ConsentId = null, ExchangeId = null, Outcome = 0 },
    };

    private static byte[] Bytes(int count, byte value) => [.. Enumerable.Repeat(value, count)];

    [Fact]
    public void An_entry_has_these_bytes_for_ever()
    {
        Assert.Equal(Golden, Convert.ToHexString(Full.Encode()));
        Assert.Equal(GoldenBare, Convert.ToHexString(Bare.Encode()));
    }

    [Fact]
    public void Its_leaf_hash_is_BLAKE3_of_a_zero_byte_and_these_bytes() =>
        Assert.Equal("1A522A75FC5B9E0CD7113B6FDD7D908351D3C12BC75A2EC7192BF52DAB2F6ABA", Convert.ToHexString(Full.LeafHash()));

    [Theory]
    [InlineData(Golden)]
    [InlineData(GoldenBare)]
    public void These_bytes_read_back(string golden) =>
        Assert.Equal(golden, Convert.ToHexString(AuditEntry.Decode(Convert.FromHexString(golden)).Encode()));

    [Fact]
    public void Every_field_is_under_the_leaf_hash()
    {
        AuditEntry[] others =
        [
            Full with { Sequence = 8 }, Full with { Time = Full.Time.AddMilliseconds(1) }, Full with { Node = new PeerId(new byte[32]) },
            Full with { PreviousHash = new byte[32] },
            Full with { Fact = Full.Fact with { Action = AuditAction.DocumentShared } }, Full with { Fact = Full.Fact with { ActorRef = new byte[32] } },
            Full with { Fact = Full.Fact with { CounterpartyRef = new byte[32] } }, Full with { Fact = Full.Fact with { DocumentRef = null } },
            Full with { Fact = Full.Fact with { BodyHash = null } }, Full with { Fact = Full.Fact with { ConsentId = null } },
            Full with { Fact = Full.Fact with { ExchangeId = null } }, Full with { Fact = Full.Fact with { Outcome = 4 } },
        ];
        Assert.Equal(others.Length + 1, others.Append(Full).Select(e => Convert.ToHexString(e.LeafHash())).Distinct().Count());
    }

    [Fact]
    public void Bytes_cut_anywhere_are_no_entry()
    {
        var bytes = Full.Encode();
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes.AsMemory(0, length);
            Assert.Throws<CborContentException>(() => AuditEntry.Decode(cut));
        }
    }

    [Fact]
    public void Trailing_bytes_are_refused() =>
        Assert.Throws<CborContentException>(() => AuditEntry.Decode((byte[])[.. Full.Encode(), 0]));

    [Fact]
    public void A_changed_byte_is_refused_or_changes_the_leaf()
    {
        var bytes = Full.Encode();
        var leaf = Full.LeafHash();
        for (var i = 0; i < bytes.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = (byte[])bytes.Clone();
                changed[i] ^= (byte)(1 << bit);
                if (TryDecode(changed) is { } entry) Assert.NotEqual(leaf, entry.LeafHash());
            }
        }

        static AuditEntry? TryDecode(byte[] encoded)
        {
            try
            {
                return AuditEntry.Decode(encoded);
            }
            catch (CborContentException)
            {
                return null;
            }
        }
    }

    [Theory]
    [InlineData(0, "another format")]
    [InlineData(3, "a node that is missing")]
    [InlineData(4, "an actor that is missing")]
    [InlineData(5, "a counterparty that is missing")]
    [InlineData(12, "a previous hash that is missing")]
    [InlineData(6, "an unknown action")]
    [InlineData(2, "a time beyond all bounds")]
    [InlineData(7, "a document reference of another size")]
    public void An_entry_is_refused_with(int field, string what)
    {
        Assert.NotEmpty(what);
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(13);
        for (var i = 0; i < 13; i++)
        {
            if (i == field) Wrong(writer, i);
            else Right(writer, i);
        }

        writer.WriteEndArray();
        Assert.Throws<CborContentException>(() => AuditEntry.Decode(writer.Encode()));
    }

    private static void Right(CborWriter writer, int field)
    {
        switch (field)
        {
            case 0 or 6: writer.WriteInt32(1); break;
            case 1 or 2 or 10: writer.WriteInt32(1); break;
            case 3 or 4 or 5 or 12: writer.WriteByteString(new byte[32]); break;
            default: writer.WriteNull(); break;
        }
    }

    private static void Wrong(CborWriter writer, int field)
    {
        switch (field)
        {
            case 0: writer.WriteInt32(2); break;
            case 2: writer.WriteInt64(long.MaxValue); break;
            case 6: writer.WriteInt32(99); break;
            case 7: writer.WriteByteString(new byte[31]); break;
            default: writer.WriteNull(); break;
        }
    }

    [Fact]
    public void The_right_fields_of_the_test_before_are_an_entry()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(13);
        for (var i = 0; i < 13; i++) Right(writer, i);
        writer.WriteEndArray();
        Assert.Equal(1, AuditEntry.Decode(writer.Encode()).Sequence);
    }
}
