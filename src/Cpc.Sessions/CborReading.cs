using System.Formats.Cbor;

namespace Cpc.Sessions;

/// <summary>Strict reading of small maps: each helper throws <see cref="CborContentException"/> where the bytes are not
/// what the protocol says, and the decoder that called turns that into a refusal.</summary>
internal static class CborReading
{
    /// <summary>Expects this key next.</summary>
    public static CborReader Key(this CborReader reader, int key)
    {
        if (reader.ReadInt32() != key) throw new CborContentException($"Key {key} expected.");
        return reader;
    }

    /// <summary>Reads a byte string of exactly this size.</summary>
    public static byte[] ReadBytes(this CborReader reader, int size) => reader.ReadBytes(size, size);

    /// <summary>Reads a byte string of a size within bounds.</summary>
    public static byte[] ReadBytes(this CborReader reader, int min, int max)
    {
        var bytes = reader.ReadDefiniteLengthByteString();
        if (bytes.Length < min || bytes.Length > max) throw new CborContentException("A byte string has the wrong size.");
        return bytes.ToArray();
    }
}
