using System.Buffers.Binary;

namespace Cpc.Sessions.Tests.Fuzzing;

/// <summary>Mutates frames from a seed: flips, cuts, tails, splices, lies about lengths, CBOR heads.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> seeds)
{
    private static readonly byte[] Bytes = [0, 1, 2, 3, 7, 8, 16, 23, 24, 31, 32, 49, 50, 0x58, 0x59, 0x5f, 0x7f, 0x80, 0x9f, 0xa0, 0xbf, 0xed, 0xf6, 0xfe, 0xff];
    private static readonly uint[] Words = [0, 1, 49, 50, 100, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0xffff_fffe, 65_535, 65_536, 16 << 20];

    private readonly Random _random = new(seed);

    /// <summary>One to four changes; the result differs from the frame it began with.</summary>
    public byte[] Next()
    {
        var seedFrame = Pick(seeds);
        while (true)
        {
            var frame = seedFrame;
            for (var i = _random.Next(1, 5); i > 0; i--) frame = Change(frame);
            if (!frame.SequenceEqual(seedFrame)) return frame;
        }
    }

    public byte[] Change(byte[] frame)
    {
        int at = _random.Next(frame.Length + 1), length = _random.Next(1, 40);
        byte[] copy = [.. frame];
        switch (_random.Next(10))
        {
            case 0 or 1 when copy.Length > 0:
                copy[_random.Next(copy.Length)] ^= (byte)(1 << _random.Next(8));
                return copy;
            case 2 when copy.Length > 0:
                copy[_random.Next(copy.Length)] = Pick(Bytes);
                return copy;
            case 3:
                return copy[..at];
            case 4:
                return [.. copy, .. Random(length)];
            case 5:
                var other = Pick(seeds);
                return [.. copy[..at], .. other[Math.Min(at, other.Length)..]];
            case 6 when copy.Length >= 4:
                BinaryPrimitives.WriteUInt32BigEndian(copy.AsSpan(_random.Next(copy.Length - 3)), Pick(Words));
                return copy;
            case 7:
                return [.. copy[..at], .. copy[Math.Min(copy.Length, at + length)..]];
            case 8:
                return [.. copy[..at], .. copy[at..Math.Min(copy.Length, at + length)], .. copy[at..]];
            default:
                return [.. copy[..at], .. CborHead(), .. copy[Math.Min(copy.Length, at + _random.Next(4))..]];
        }
    }

    private byte[] CborHead()
    {
        var major = (byte)(_random.Next(8) << 5);
        return _random.Next(4) switch
        {
            0 => [(byte)(major | _random.Next(32))],
            1 => [(byte)(major | 24), Pick(Bytes)],
            2 => [(byte)(major | 25), Pick(Bytes), Pick(Bytes)],
            _ => [(byte)(major | 27), .. Random(8)],
        };
    }

    private byte[] Random(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];
}
