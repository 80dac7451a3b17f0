using System.Formats.Cbor;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Cpc.SecureMemory;

namespace Cpc.Actors.Journal;

/// <summary>
/// Writes events as canonical CBOR under a versioned manifest; no CLR type name reaches the journal. What it doesn't
/// know it refuses, in both directions.
/// </summary>
public sealed class JournalSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private readonly DataCipher? _cipher = system.Settings.Setup.Get<JournalCipherSetup>() is { HasValue: true } setup ? setup.Value.Cipher : null;

    private static readonly EventCodec[] Codecs =
    [
        .. PeerEvents.Codecs,
        .. AuditEvents.Codecs,
        .. ConsentEvents.Codecs,
        .. OutboxEvents.Codecs,
        .. DocumentEvents.Codecs,
        .. GuardEvents.Codecs,
        .. AccessEvents.Codecs,
    ];

    private static readonly Dictionary<string, EventCodec> ByManifest = Codecs.ToDictionary(c => c.Manifest, StringComparer.Ordinal);

    // The last of a type is its newest version: the one that is written.
    private static readonly Dictionary<Type, EventCodec> ByType = Codecs.GroupBy(c => c.Type).ToDictionary(g => g.Key, g => g.Last());

    /// <summary>The types this serializer is bound to.</summary>
    public static IEnumerable<Type> Types => ByType.Keys;

    /// <summary>Stored with every event: never change it.</summary>
    public override int Identifier => 3_100;

    public override string Manifest(object o) => CodecOf(o).Manifest;

    public override byte[] ToBinary(object obj)
    {
        var codec = CodecOf(obj);
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(codec.Fields);
        codec.Write(new JournalWriter(writer, codec.Manifest, _cipher), obj);
        writer.WriteEndArray();
        return writer.Encode();
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (!ByManifest.TryGetValue(manifest, out var codec))
            throw new SerializationException($"The journal holds an event '{manifest}' that this version doesn't know. Was it written by a newer version?");
        var reader = new CborReader(bytes, CborConformanceMode.Canonical);
        if (reader.ReadStartArray() != codec.Fields) throw new SerializationException($"A journaled event '{manifest}' has the wrong number of fields.");
        var value = codec.Read(new JournalReader(reader, manifest, _cipher));
        reader.ReadEndArray();
        if (reader.BytesRemaining != 0) throw new SerializationException($"A journaled event '{manifest}' has trailing bytes.");
        return value;
    }

    private static EventCodec CodecOf(object o) =>
        ByType.TryGetValue(o.GetType(), out var codec) ? codec : throw new SerializationException($"{o.GetType().Name} is no journal event.");
}
