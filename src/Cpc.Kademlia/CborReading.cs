using System.Formats.Cbor;

namespace Cpc.Kademlia;

/// <summary>Strict reading: each helper throws <see cref="CborContentException"/> where the bytes are not what the format
/// says, and <see cref="TryRead"/> turns that into a refusal.</summary>
internal static class CborReading
{
    /// <summary>Reads exactly one canonical item.</summary>
    /// <returns>Null when the bytes are anything else.</returns>
    public static T? TryRead<T>(ReadOnlyMemory<byte> encoded, Func<CborReader, T> read)
        where T : class
    {
        try
        {
            var reader = new CborReader(encoded, CborConformanceMode.Canonical);
            var value = read(reader);
            return reader.BytesRemaining == 0 ? value : null;
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>Expects this key next.</summary>
    public static CborReader Key(this CborReader reader, int key) =>
        reader.ReadInt32() == key ? reader : throw new CborContentException($"Key {key} expected.");

    /// <summary>Reads the start of an array of a size within bounds.</summary>
    public static int ReadArray(this CborReader reader, int min, int max) =>
        reader.ReadStartArray() is { } count && count >= min && count <= max ? count : throw new CborContentException("An array has the wrong size.");

    /// <summary>Reads a byte string of a size within bounds.</summary>
    public static byte[] ReadBytes(this CborReader reader, int min, int max)
    {
        var bytes = reader.ReadDefiniteLengthByteString();
        return bytes.Length >= min && bytes.Length <= max ? bytes.ToArray() : throw new CborContentException("A byte string has the wrong size.");
    }

    public static NodeAddress ReadAddress(this CborReader reader) =>
        NodeAddress.TryDecode(reader.ReadBytes(NodeAddress.SizeV4, NodeAddress.SizeV6), out var address)
            ? address : throw new CborContentException("No address of a host.");

    /// <summary>Reads an array of at most so many contacts.</summary>
    public static List<Contact> ReadContacts(this CborReader reader, int max)
    {
        var count = reader.ReadArray(0, max);
        var contacts = new List<Contact>(count);
        for (var i = 0; i < count; i++)
        {
            contacts.Add(ContactCodec.TryDecode(reader.ReadBytes(ContactCodec.MinSize, ContactCodec.MaxSize))
                ?? throw new CborContentException("No contact."));
        }

        reader.ReadEndArray();
        return contacts;
    }
}
