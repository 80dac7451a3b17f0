using System.Globalization;
using Cpc.Sessions.Noise;
using static Cpc.Sessions.Noise.NoiseToken;

namespace Cpc.Sessions.Tests;

/// <summary>The one-way, fundamental and deferred patterns (Noise §7.4, §7.5 and appendix 18.1) as table rows, and the
/// psk modifiers (§9.4). XX is the row of the product.</summary>
internal static class NoisePatternTable
{
    private static readonly NoiseToken[] None = [];
    private static readonly NoiseToken[] Known = [s];

    private static readonly Dictionary<string, NoisePattern> Rows = new NoisePattern[]
    {
        new("N", None, Known, [[e, es]]),
        new("K", Known, Known, [[e, es, ss]]),
        new("X", None, Known, [[e, es, s, ss]]),

        new("NN", None, None, [[e], [e, ee]]),
        new("NK", None, Known, [[e, es], [e, ee]]),
        new("NX", None, None, [[e], [e, ee, s, es]]),
        new("XN", None, None, [[e], [e, ee], [s, se]]),
        new("XK", None, Known, [[e, es], [e, ee], [s, se]]),
        NoisePattern.XX,
        new("KN", Known, None, [[e], [e, ee, se]]),
        new("KK", Known, Known, [[e, es, ss], [e, ee, se]]),
        new("KX", Known, None, [[e], [e, ee, se, s, es]]),
        new("IN", None, None, [[e, s], [e, ee, se]]),
        NoisePattern.IK,
        new("IX", None, None, [[e, s], [e, ee, se, s, es]]),

        new("NK1", None, Known, [[e], [e, ee, es]]),
        new("NX1", None, None, [[e], [e, ee, s], [es]]),
        new("X1N", None, None, [[e], [e, ee], [s], [se]]),
        new("X1K", None, Known, [[e, es], [e, ee], [s], [se]]),
        new("XK1", None, Known, [[e], [e, ee, es], [s, se]]),
        new("X1K1", None, Known, [[e], [e, ee, es], [s], [se]]),
        new("X1X", None, None, [[e], [e, ee, s, es], [s], [se]]),
        new("XX1", None, None, [[e], [e, ee, s], [es, s, se]]),
        new("X1X1", None, None, [[e], [e, ee, s], [es, s], [se]]),
        new("K1N", Known, None, [[e], [e, ee], [se]]),
        new("K1K", Known, Known, [[e, es], [e, ee], [se]]),
        new("KK1", Known, Known, [[e], [e, ee, se, es]]),
        new("K1K1", Known, Known, [[e], [e, ee, es], [se]]),
        new("K1X", Known, None, [[e], [e, ee, s, es], [se]]),
        new("KX1", Known, None, [[e], [e, ee, se, s], [es]]),
        new("K1X1", Known, None, [[e], [e, ee, s], [se, es]]),
        new("I1N", None, None, [[e, s], [e, ee], [se]]),
        new("I1K", None, Known, [[e, es, s], [e, ee], [se]]),
        new("IK1", None, Known, [[e, s], [e, ee, se, es]]),
        new("I1K1", None, Known, [[e, s], [e, ee, es], [se]]),
        new("I1X", None, None, [[e, s], [e, ee, s, es], [se]]),
        new("IX1", None, None, [[e, s], [e, ee, se, s], [es]]),
        new("I1X1", None, None, [[e, s], [e, ee, s], [se, es]]),
    }.ToDictionary(row => row.Name, StringComparer.Ordinal);

    /// <summary>The pattern of a name with its modifiers, e.g. "XKpsk0+psk3"; null for one not in the table.</summary>
    public static NoisePattern? Find(string name)
    {
        var at = name.IndexOf("psk", StringComparison.Ordinal);
        if (!Rows.TryGetValue(at < 0 ? name : name[..at], out var row)) return null;
        if (at < 0) return row;

        var messages = row.Messages.Select(m => m.ToList()).ToArray();
        foreach (var modifier in name[at..].Split('+'))
        {
            if (!modifier.StartsWith("psk", StringComparison.Ordinal)
                || !int.TryParse(modifier.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var place)
                || place > messages.Length) return null;

            // psk0 stands before the first message's tokens, psk1 after them, psk2 after the second's, and so on.
            if (place == 0) messages[0].Insert(0, psk);
            else messages[place - 1].Add(psk);
        }

        return new NoisePattern(name, [.. row.InitiatorPreMessage], [.. row.ResponderPreMessage], [.. messages.Select(m => m.ToArray())]);
    }
}
