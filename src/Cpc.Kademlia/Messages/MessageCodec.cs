using System.Formats.Cbor;

namespace Cpc.Kademlia.Messages;

/// <summary>
/// Requests and answers as canonical CBOR arrays that begin with type and "serving". Requests: [1, s] ping,
/// [2, s, key] find node, [3, s, record's key, key] find record, [4, s, record] store, [5, s] leave. Answers: [1, s] pong,
/// [2, s, [contact…], record or empty] found, [3, s, refusal] stored.
/// </summary>
public static class MessageCodec
{
    /// <summary>Largest request in bytes: a record and its head.</summary>
    public const int MaxRequestSize = KademliaConstants.MaxRecordSize + 16;

    /// <summary>Largest answer in bytes: k IPv6 contacts, a record and their heads.</summary>
    public const int MaxAnswerSize = (KademliaConstants.K * (ContactCodec.MaxSize + 2)) + KademliaConstants.MaxRecordSize + 16;

    private const int FoundHead = 10; // array, type, serving, the heads of contacts and record

    /// <summary>The first contacts that fit into an answer beside a record.</summary>
    /// <param name="bytes">Bytes that the answer may have.</param>
    /// <param name="recordSize">0 for none.</param>
    public static IReadOnlyList<Contact> Fit(IReadOnlyList<Contact> contacts, int bytes, int recordSize)
    {
        var left = bytes - recordSize - FoundHead;
        var count = 0;
        while (count < contacts.Count && (left -= 2 + ContactCodec.SizeOf(contacts[count])) >= 0) count++;
        return count == contacts.Count ? contacts : [.. contacts.Take(count)];
    }

    public static byte[] Encode(KademliaRequest request)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        switch (request)
        {
            case KademliaRequest.Ping:
                Begin(writer, 2, 1, request.Serving);
                break;
            case KademliaRequest.FindNode find:
                Begin(writer, 3, 2, request.Serving);
                writer.WriteByteString(find.Near.ToArray());
                break;
            case KademliaRequest.FindRecord find:
                Begin(writer, 4, 3, request.Serving);
                writer.WriteByteString(find.Key.ToArray());
                writer.WriteByteString(find.Near.ToArray());
                break;
            case KademliaRequest.Store store:
                Begin(writer, 3, 4, request.Serving);
                writer.WriteByteString(store.Record.Span);
                break;
            case KademliaRequest.Leave:
                Begin(writer, 2, 5, request.Serving);
                break;
        }

        writer.WriteEndArray();
        return writer.Encode();
    }

    public static byte[] Encode(KademliaAnswer answer)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        switch (answer)
        {
            case KademliaAnswer.Pong:
                Begin(writer, 2, 1, answer.Serving);
                break;
            case KademliaAnswer.Found found:
                Begin(writer, 4, 2, answer.Serving);
                writer.WriteStartArray(found.Contacts.Count);
                foreach (var contact in found.Contacts) writer.WriteByteString(ContactCodec.Encode(contact));
                writer.WriteEndArray();
                writer.WriteByteString(found.Record is { } record ? record.Span : []);
                break;
            case KademliaAnswer.Stored stored:
                Begin(writer, 3, 3, answer.Serving);
                writer.WriteInt32((int)stored.Refusal);
                break;
        }

        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <returns>TooLarge, Malformed or None.</returns>
    public static KademliaRefusal TryDecode(ReadOnlyMemory<byte> encoded, out KademliaRequest? request)
    {
        request = null;
        if (encoded.Length > MaxRequestSize) return KademliaRefusal.TooLarge;
        request = CborReading.TryRead(encoded, ReadRequest);
        return request is null ? KademliaRefusal.Malformed : KademliaRefusal.None;
    }

    /// <inheritdoc cref="TryDecode(ReadOnlyMemory{byte}, out KademliaRequest?)"/>
    public static KademliaRefusal TryDecode(ReadOnlyMemory<byte> encoded, out KademliaAnswer? answer)
    {
        answer = null;
        if (encoded.Length > MaxAnswerSize) return KademliaRefusal.TooLarge;
        answer = CborReading.TryRead(encoded, ReadAnswer);
        return answer is null ? KademliaRefusal.Malformed : KademliaRefusal.None;
    }

    private static void Begin(CborWriter writer, int items, int type, bool serving)
    {
        writer.WriteStartArray(items);
        writer.WriteInt32(type);
        writer.WriteBoolean(serving);
    }

    private static KademliaRequest ReadRequest(CborReader reader)
    {
        var items = reader.ReadArray(2, 4);
        var type = reader.ReadInt32();
        var serving = reader.ReadBoolean();
        KademliaRequest request = (type, items) switch
        {
            (1, 2) => new KademliaRequest.Ping { Serving = serving },
            (2, 3) => new KademliaRequest.FindNode(ReadId(reader)) { Serving = serving },
            (3, 4) => new KademliaRequest.FindRecord(ReadId(reader), ReadId(reader)) { Serving = serving },
            (4, 3) => new KademliaRequest.Store(reader.ReadBytes(1, KademliaConstants.MaxRecordSize)) { Serving = serving },
            (5, 2) => new KademliaRequest.Leave { Serving = serving },
            _ => throw new CborContentException("No such request."),
        };
        reader.ReadEndArray();
        return request;
    }

    private static KademliaAnswer ReadAnswer(CborReader reader)
    {
        var items = reader.ReadArray(2, 4);
        var type = reader.ReadInt32();
        var serving = reader.ReadBoolean();
        KademliaAnswer answer = (type, items) switch
        {
            (1, 2) => new KademliaAnswer.Pong { Serving = serving },
            (2, 4) => new KademliaAnswer.Found(reader.ReadContacts(KademliaConstants.K), ReadRecord(reader)) { Serving = serving },
            (3, 3) => new KademliaAnswer.Stored(ReadRefusal(reader)) { Serving = serving },
            _ => throw new CborContentException("No such answer."),
        };
        reader.ReadEndArray();
        return answer;
    }

    private static NodeId ReadId(CborReader reader) => new(reader.ReadBytes(NodeId.Size, NodeId.Size));

    private static ReadOnlyMemory<byte>? ReadRecord(CborReader reader) =>
        reader.ReadBytes(0, KademliaConstants.MaxRecordSize) is { Length: > 0 } record ? record : null;

    private static KademliaRefusal ReadRefusal(CborReader reader)
    {
        var refusal = (KademliaRefusal)reader.ReadInt32();
        return Enum.IsDefined(refusal) ? refusal : throw new CborContentException("No such refusal.");
    }
}
