using System.Formats.Cbor;
using Cpc.Cryptography;

namespace Cpc.Actors.Journal;

/// <summary>Fields that occur in many events.</summary>
internal static class CborFields
{
    public static void Peer(this CborWriter writer, PeerId peer) => writer.WriteByteString(peer.ToArray());

    public static PeerId Peer(this CborReader reader) => new(reader.ReadByteString());

    public static void Id(this CborWriter writer, Guid id) => writer.WriteByteString(id.ToByteArray(bigEndian: true));

    public static Guid Id(this CborReader reader) => new(reader.ReadByteString(), bigEndian: true);

    /// <summary>To the millisecond.</summary>
    public static void Time(this CborWriter writer, DateTimeOffset time) => writer.WriteInt64(time.ToUnixTimeMilliseconds());

    public static DateTimeOffset Time(this CborReader reader) => DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());

    public static void OptionalTime(this CborWriter writer, DateTimeOffset? time)
    {
        if (time is { } t) writer.Time(t);
        else writer.WriteNull();
    }

    public static DateTimeOffset? OptionalTime(this CborReader reader) => reader.IsNull() ? null : reader.Time();

    public static void OptionalText(this CborWriter writer, string? text)
    {
        if (text is null) writer.WriteNull();
        else writer.WriteTextString(text);
    }

    public static string? OptionalText(this CborReader reader) => reader.IsNull() ? null : reader.ReadTextString();

    public static void OptionalBytes(this CborWriter writer, byte[]? bytes)
    {
        if (bytes is null) writer.WriteNull();
        else writer.WriteByteString(bytes);
    }

    public static byte[]? OptionalBytes(this CborReader reader) => reader.IsNull() ? null : reader.ReadByteString();

    private static bool IsNull(this CborReader reader)
    {
        if (reader.PeekState() != CborReaderState.Null) return false;
        reader.ReadNull();
        return true;
    }
}
