using System.Text;

namespace Cpc.Sessions.Tests.Model;

/// <summary>Byte strings, the plain way: everything is a new array.</summary>
internal static class ModelBytes
{
    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    public static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    public static byte[] U32(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    public static uint U32(byte[] bytes, int at) =>
        ((uint)bytes[at] << 24) | ((uint)bytes[at + 1] << 16) | ((uint)bytes[at + 2] << 8) | bytes[at + 3];

    public static byte[] Cut(byte[] bytes, int at, int length) => bytes[at..(at + length)];

    /// <summary>True when the part stands there.</summary>
    public static bool Has(byte[] bytes, int at, byte[] part) => bytes.Length >= at + part.Length && Cut(bytes, at, part.Length).SequenceEqual(part);

    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    public static bool Same(byte[]? a, byte[]? b) => a is not null && b is not null && a.SequenceEqual(b);

    /// <summary>The order of PeerIds: unsigned bytes (protocol.md §3).</summary>
    public static bool Smaller(byte[] a, byte[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] != b[i]) return a[i] < b[i];
        }

        return false;
    }
}
