using System.Numerics;

namespace Cpc.Kademlia;

/// <summary>The XOR of two ids, compared as an unsigned number of 256 bits (Kademlia §2.1).</summary>
public readonly record struct Distance : IComparable<Distance>
{
    private readonly ulong _a, _b, _c, _d;

    internal Distance(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    /// <summary>Leading zero bits: the length of the prefix that the two ids share, 0 to 256.</summary>
    public int CommonPrefix =>
        _a != 0 ? BitOperations.LeadingZeroCount(_a)
        : _b != 0 ? 64 + BitOperations.LeadingZeroCount(_b)
        : _c != 0 ? 128 + BitOperations.LeadingZeroCount(_c)
        : 192 + BitOperations.LeadingZeroCount(_d);

    /// <summary>As a part of the whole key space, 0 to 1: for estimates only.</summary>
    public double Fraction => ((double)_a + (_b * Math.Pow(2, -64))) * Math.Pow(2, -64);

    public int CompareTo(Distance other)
    {
        var order = _a.CompareTo(other._a);
        if (order == 0) order = _b.CompareTo(other._b);
        if (order == 0) order = _c.CompareTo(other._c);
        return order == 0 ? _d.CompareTo(other._d) : order;
    }

    public static bool operator <(Distance left, Distance right) => left.CompareTo(right) < 0;

    public static bool operator >(Distance left, Distance right) => left.CompareTo(right) > 0;

    public static bool operator <=(Distance left, Distance right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Distance left, Distance right) => left.CompareTo(right) >= 0;
}
