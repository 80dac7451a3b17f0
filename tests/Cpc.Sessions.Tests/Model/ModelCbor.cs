using System.Text;

namespace Cpc.Sessions.Tests.Model;

/// <summary>As much deterministic CBOR (RFC 8949 §4.2.1) as the protocol uses.</summary>
internal static class ModelCbor
{
    public static byte[] UInt(ulong value) => Head(0, value);

    public static byte[] Bytes(byte[] value) => ModelBytes.Join(Head(2, (ulong)value.Length), value);

    public static byte[] Text(string value) => ModelBytes.Join(Head(3, (ulong)Encoding.UTF8.GetByteCount(value)), Encoding.UTF8.GetBytes(value));

    /// <summary>enc(…): the items are encoded already.</summary>
    public static byte[] Enc(params byte[][] items) => ModelBytes.Join(Head(4, (ulong)items.Length), ModelBytes.Join(items));

    /// <summary>A map with small integer keys; a value is a byte string or an unsigned integer.</summary>
    public static byte[] Map(SortedDictionary<int, object> map) =>
        ModelBytes.Join(Head(5, (ulong)map.Count), ModelBytes.Join([.. map.Select(e => ModelBytes.Join(UInt((ulong)e.Key), Value(e.Value)))]));

    /// <returns>Null unless the bytes are exactly one such map in its one deterministic form.</returns>
    public static SortedDictionary<int, object>? ReadMap(byte[] bytes)
    {
        var at = 0;
        if (ReadHead(bytes, ref at) is not (5, var count)) return null;
        var map = new SortedDictionary<int, object>();
        for (ulong i = 0; i < count; i++)
        {
            if (ReadHead(bytes, ref at) is not (0, < 24 and var key)) return null;
            switch (ReadHead(bytes, ref at))
            {
                case (0, var number):
                    map[(int)key] = number;
                    break;
                case (2, var length) when length <= (ulong)(bytes.Length - at):
                    map[(int)key] = ModelBytes.Cut(bytes, at, (int)length);
                    at += (int)length;
                    break;
                default:
                    return null;
            }
        }

        // What does not encode to the same bytes again was not deterministic: order, duplicates, long heads, a tail.
        return Map(map).SequenceEqual(bytes) ? map : null;
    }

    private static byte[] Value(object value) => value is byte[] bytes ? Bytes(bytes) : UInt((ulong)value);

    private static byte[] Head(int major, ulong value)
    {
        byte[] be = [.. BitConverter.GetBytes(value).Reverse()];
        var type = (byte)(major << 5);
        return value switch
        {
            < 24 => [(byte)(type + value)],
            < 1ul << 8 => [(byte)(type + 24), .. be[7..]],
            < 1ul << 16 => [(byte)(type + 25), .. be[6..]],
            < 1ul << 32 => [(byte)(type + 26), .. be[4..]],
            _ => [(byte)(type + 27), .. be],
        };
    }

    private static (int Major, ulong Value)? ReadHead(byte[] bytes, ref int at)
    {
        if (at >= bytes.Length) return null;
        var first = bytes[at++];
        var small = first & 0x1f;
        if (small < 24) return (first >> 5, (ulong)small);
        if (small > 27) return null;
        var size = 1 << (small - 24);
        if (at + size > bytes.Length) return null;
        ulong value = 0;
        for (var i = 0; i < size; i++) value = (value << 8) | bytes[at++];
        return (first >> 5, value);
    }
}
