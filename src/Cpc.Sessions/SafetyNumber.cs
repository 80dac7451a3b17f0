using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Cpc.Cryptography;

namespace Cpc.Sessions;

/// <summary>
/// The safety number of two peers (protocol.md §12): both see the same 60 digits exactly when each has the other's true
/// identity key. Public, not secret. It stands on the identity keys alone; a new X25519 static does not change it.
/// </summary>
public sealed class SafetyNumber
{
    /// <summary>Digits of the whole number: 30 for each peer, the smaller id's first.</summary>
    public const int DigitCount = 2 * HalfDigits;

    /// <summary>Digits that stand for one peer.</summary>
    public const int HalfDigits = HalfGroups * GroupSize;

    /// <summary>Digits in a group, for people to read.</summary>
    public const int GroupSize = 5;

    /// <summary>Groups of the whole number.</summary>
    public const int GroupCount = 2 * HalfGroups;

    /// <summary>Rounds after the first hash: they make the search for a key with a similar number 5,200 times dearer.</summary>
    private const int Rounds = 5200;

    private const int HalfGroups = 6;
    private const int GroupModulus = 100_000;

    private SafetyNumber(PeerId smaller, PeerId larger, string smallerDigits, string largerDigits)
    {
        Smaller = smaller;
        Larger = larger;
        Digits = smallerDigits + largerDigits;
    }

    /// <summary>The peer whose id is the smaller one; the first half stands for it.</summary>
    public PeerId Smaller { get; }

    /// <summary>The other one; the second half stands for it.</summary>
    public PeerId Larger { get; }

    /// <summary>60 digits.</summary>
    public string Digits { get; }

    /// <summary>Twelve groups of five digits.</summary>
    public IReadOnlyList<string> Groups => GroupsOf(Digits);

    /// <summary>The same number as 20 words, ten for each half.</summary>
    public IReadOnlyList<string> Words => SafetyNumberWords.Of(Digits);

    /// <summary>The number of two peers; the order of the two does not matter. Takes some milliseconds.</summary>
    /// <exception cref="ArgumentException">It is twice the same peer.</exception>
    public static SafetyNumber Of(string network, PeerId a, PeerId b)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (a == b) throw new ArgumentException("A peer has no safety number with itself.", nameof(b));
        var (smaller, larger) = a < b ? (a, b) : (b, a);
        return new SafetyNumber(smaller, larger, HalfOf(network, smaller), HalfOf(network, larger));
    }

    /// <summary>Reads 60 digits as people write them: white space and hyphens between them don't matter.</summary>
    /// <param name="digits">The 60 digits alone.</param>
    /// <returns>False when there is another character, or there are more or fewer digits.</returns>
    public static bool TryReadDigits(string text, out string digits)
    {
        digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '-'));
        return digits.Length == DigitCount && digits.All(char.IsAsciiDigit);
    }

    /// <summary>Digits in groups of five.</summary>
    public static IReadOnlyList<string> GroupsOf(string digits) => [.. digits.Chunk(GroupSize).Select(g => new string(g))];

    /// <summary>The 30 digits that stand for one of the two.</summary>
    public string HalfOf(PeerId peer) => peer == Smaller ? Digits[..HalfDigits] : Digits[HalfDigits..];

    /// <summary>The groups.</summary>
    public override string ToString() => string.Join(' ', Groups);

    private static string HalfOf(string network, PeerId peer)
    {
        Span<byte> state = stackalloc byte[Blake2b.MaxHashSize + PeerId.Size];
        var hash = state[..Blake2b.MaxHashSize];
        peer.CopyTo(state[Blake2b.MaxHashSize..]);

        // 64: the label, the id and the heads of the items.
        var enc = new Enc(new byte[Encoding.UTF8.GetByteCount(network) + 64], 3);
        enc.Text("cpc/v1/safety");
        enc.Text(network);
        enc.Peer(peer);
        Blake2b.Hash(enc.Written, hash);
        Span<byte> next = stackalloc byte[Blake2b.MaxHashSize];
        for (var round = 0; round < Rounds; round++)
        {
            Blake2b.Hash(state, next);
            next.CopyTo(hash);
        }

        var digits = new StringBuilder(HalfDigits);
        for (var group = 0; group < HalfGroups; group++)
        {
            var five = hash.Slice(5 * group, 5);
            var value = ((ulong)five[0] << 32) | BinaryPrimitives.ReadUInt32BigEndian(five[1..]);
            digits.Append(CultureInfo.InvariantCulture, $"{value % GroupModulus:D5}");
        }

        return digits.ToString();
    }
}
