using System.Formats.Cbor;
using System.Text;
using Cpc.Cryptography;
using Cpc.SecureMemory;

namespace Cpc.Actors.Journal;

/// <summary>Writes the fields of one event.</summary>
/// <param name="cipher">Seals what is sensitive; null outside a node, where such fields can't be written.</param>
internal sealed class JournalWriter(CborWriter cbor, string manifest, DataCipher? cipher)
{
    public void Int(long value) => cbor.WriteInt64(value);

    public void Text(string text) => cbor.WriteTextString(text);

    public void Bytes(ReadOnlySpan<byte> bytes) => cbor.WriteByteString(bytes);

    public void Peer(PeerId peer) => cbor.WriteByteString(peer.ToArray());

    public void OptionalPeer(PeerId? peer)
    {
        if (peer is { } value) Peer(value);
        else cbor.WriteNull();
    }

    public void Id(Guid id) => cbor.WriteByteString(id.ToByteArray(bigEndian: true));

    public void OptionalId(Guid? id)
    {
        if (id is { } value) Id(value);
        else cbor.WriteNull();
    }

    public void OptionalInt(long? value)
    {
        if (value is { } number) cbor.WriteInt64(number);
        else cbor.WriteNull();
    }

    /// <summary>To the millisecond.</summary>
    public void Time(DateTimeOffset time) => cbor.WriteInt64(time.ToUnixTimeMilliseconds());

    public void OptionalTime(DateTimeOffset? time) => OptionalInt(time?.ToUnixTimeMilliseconds());

    public void Ints(IReadOnlyList<int> values)
    {
        cbor.WriteStartArray(values.Count);
        foreach (var value in values) cbor.WriteInt32(value);
        cbor.WriteEndArray();
    }

    /// <summary>Text that must not stand readable on disk.</summary>
    public void SealedText(string? text)
    {
        if (text is null) cbor.WriteNull();
        else cbor.WriteByteString((cipher ?? throw JournalCipherSetup.Missing()).Seal(Encoding.UTF8.GetBytes(text), Encoding.ASCII.GetBytes(manifest)));
    }
}
