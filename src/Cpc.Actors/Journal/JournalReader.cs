using System.Formats.Cbor;
using System.Runtime.Serialization;
using System.Text;
using Cpc.Cryptography;
using Cpc.SecureMemory;

namespace Cpc.Actors.Journal;

/// <summary>Reads the fields of one event; the mirror of <see cref="JournalWriter"/>.</summary>
internal sealed class JournalReader(CborReader cbor, string manifest, DataCipher? cipher)
{
    public long Int() => cbor.ReadInt64();

    public string Text() => cbor.ReadTextString();

    public byte[] Bytes() => cbor.ReadByteString();

    public PeerId Peer() => new(cbor.ReadByteString());

    public PeerId? OptionalPeer() => IsNull() ? null : Peer();

    public Guid Id() => new(cbor.ReadByteString(), bigEndian: true);

    public Guid? OptionalId() => IsNull() ? null : Id();

    public long? OptionalInt() => IsNull() ? null : cbor.ReadInt64();

    public DateTimeOffset Time() => DateTimeOffset.FromUnixTimeMilliseconds(cbor.ReadInt64());

    public DateTimeOffset? OptionalTime() => IsNull() ? null : Time();

    public int[] Ints()
    {
        var values = new int[cbor.ReadStartArray() ?? throw new SerializationException("A journaled list has no length.")];
        for (var i = 0; i < values.Length; i++) values[i] = cbor.ReadInt32();
        cbor.ReadEndArray();
        return values;
    }

    public string? SealedText()
    {
        if (IsNull()) return null;
        using var text = (cipher ?? throw JournalCipherSetup.Missing()).TryOpen(cbor.ReadByteString(), Encoding.ASCII.GetBytes(manifest))
            ?? throw new SerializationException($"What is sealed in a journaled event '{manifest}' does not open. Does the key file belong to another node?");
        return Encoding.UTF8.GetString(text.Span);
    }

    private bool IsNull()
    {
        if (cbor.PeekState() != CborReaderState.Null) return false;
        cbor.ReadNull();
        return true;
    }
}
