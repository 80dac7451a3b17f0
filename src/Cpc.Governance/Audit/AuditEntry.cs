using System.Formats.Cbor;
using Cpc.Cryptography;

namespace Cpc.Governance.Audit;

/// <summary>One link of the chain: a fact with its place, time, node and the hash of the entry before it.</summary>
/// <param name="Sequence">1, 2, 3, …</param>
/// <param name="Time">UTC, to the millisecond.</param>
/// <param name="Node">The node's identity.</param>
/// <param name="PreviousHash">Leaf hash of the entry before; zero for the first.</param>
public sealed record AuditEntry(long Sequence, DateTimeOffset Time, PeerId Node, AuditFact Fact, byte[] PreviousHash)
{
    private const int Format = 1;

    /// <summary>leaf = BLAKE3(0x00 | canonical CBOR), the shape of RFC 6962 §2.1.</summary>
    public byte[] LeafHash() => Blake3.Hash([0x00, .. Encode()]);

    /// <summary>Canonical CBOR, one array of 13 items; absent ones are null.</summary>
    public byte[] Encode()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(13);
        writer.WriteInt32(Format);
        writer.WriteInt64(Sequence);
        writer.WriteInt64(Time.ToUnixTimeMilliseconds());
        writer.WriteByteString(Node.ToArray());
        writer.WriteByteString(Fact.ActorRef);
        writer.WriteByteString(Fact.CounterpartyRef);
        writer.WriteInt32((int)Fact.Action);
        Bytes(Fact.DocumentRef);
        Bytes(Fact.BodyHash);
        Bytes(Fact.ConsentId?.ToByteArray(bigEndian: true));
        writer.WriteInt32(Fact.Outcome);
        Bytes(Fact.ExchangeId);
        writer.WriteByteString(PreviousHash);
        writer.WriteEndArray();
        return writer.Encode();

        void Bytes(byte[]? value)
        {
            if (value is null) writer.WriteNull();
            else writer.WriteByteString(value);
        }
    }

    /// <summary>Reads an entry; the exact inverse of <see cref="Encode"/>.</summary>
    /// <exception cref="CborContentException">The bytes are no entry.</exception>
    public static AuditEntry Decode(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            return Read(encoded);
        }
        catch (Exception e) when (e is InvalidOperationException or OverflowException or ArgumentException)
        {
            // The reader's other ways to say so: another type, a number or a time beyond all bounds.
            throw new CborContentException("No audit entry of a known format.", e);
        }
    }

    private static AuditEntry Read(ReadOnlyMemory<byte> encoded)
    {
        var reader = new CborReader(encoded, CborConformanceMode.Canonical);
        if (reader.ReadStartArray() != 13 || reader.ReadInt32() != Format) throw new CborContentException("No audit entry of a known format.");
        var sequence = reader.ReadInt64();
        var time = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
        var node = new PeerId(Required(PeerId.Size));
        var actor = Required(32);
        var counterparty = Required(32);
        var action = (AuditAction)reader.ReadInt32();
        var document = Sized(32);
        var body = Sized(32);
        var consent = Sized(16);
        var outcome = reader.ReadInt32();
        var exchange = Sized(16);
        var previous = Required(32);
        reader.ReadEndArray();
        if (reader.BytesRemaining != 0 || !Enum.IsDefined(action)) throw new CborContentException("No audit entry of a known format.");
        return new AuditEntry(sequence, time, node, new AuditFact
        {
            Action = action,
            ActorRef = actor,
            CounterpartyRef = counterparty,
            DocumentRef = document,
            BodyHash = body,
            ConsentId = consent is null ? null : new Guid(consent, bigEndian: true),
            ExchangeId = exchange,
            Outcome = outcome,
        }, previous);

        byte[] Required(int size) => Sized(size) ?? throw new CborContentException("A field is missing.");

        byte[]? Sized(int size)
        {
            if (reader.PeekState() == CborReaderState.Null)
            {
                reader.ReadNull();
                return null;
            }

            var bytes = reader.ReadByteString();
            return bytes.Length == size ? bytes : throw new CborContentException("A field has the wrong size.");
        }
    }
}
