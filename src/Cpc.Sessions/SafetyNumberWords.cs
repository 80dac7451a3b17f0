using System.Globalization;
using System.Numerics;
using System.Text;

namespace Cpc.Sessions;

/// <summary>
/// A safety number in words, to be read aloud. Each half, 30 digits taken as one number below 10^30 (that is below
/// 2^100), becomes ten words of a list of 1,024, the most significant first: 20 words that say exactly what the digits say.
/// </summary>
public static class SafetyNumberWords
{
    /// <summary>Words of the whole number.</summary>
    public const int WordCount = 2 * HalfWords;

    private const int HalfWords = 10;
    private const int BitsPerWord = 10;

    private static readonly Dictionary<string, int> Places =
        SafetyNumberWordList.Words.Select((word, place) => (word, place)).ToDictionary(w => w.word, w => w.place, StringComparer.OrdinalIgnoreCase);

    /// <param name="digits">60 digits.</param>
    public static IReadOnlyList<string> Of(string digits)
    {
        if (!SafetyNumber.TryReadDigits(digits, out var all)) throw new ArgumentException("A safety number has 60 digits.", nameof(digits));
        return [.. HalfOf(all[..SafetyNumber.HalfDigits]), .. HalfOf(all[SafetyNumber.HalfDigits..])];
    }

    /// <summary>Reads 20 words; capitals, commas and white space between them don't matter.</summary>
    /// <param name="digits">The 60 digits they stand for.</param>
    /// <param name="unknown">The first word that is not in the list; null when there is none.</param>
    /// <returns>False when a word is unknown, there are more or fewer than 20, or they stand for no number.</returns>
    public static bool TryRead(string text, out string digits, out string? unknown)
    {
        digits = "";
        var words = text.Split([' ', ',', '-', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        unknown = words.FirstOrDefault(w => !Places.ContainsKey(w));
        if (unknown is not null || words.Length != WordCount) return false;
        var both = new StringBuilder(SafetyNumber.DigitCount);
        foreach (var half in words.Chunk(HalfWords))
        {
            var number = half.Aggregate(BigInteger.Zero, (n, word) => (n << BitsPerWord) | Places[word]);
            both.Append(number.ToString(CultureInfo.InvariantCulture).PadLeft(SafetyNumber.HalfDigits, '0'));
        }

        digits = both.ToString();
        // Ten words have room for a little more than 30 digits.
        return digits.Length == SafetyNumber.DigitCount;
    }

    private static IEnumerable<string> HalfOf(string digits)
    {
        var number = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        for (var place = HalfWords - 1; place >= 0; place--)
            yield return SafetyNumberWordList.Words[(int)((number >> (BitsPerWord * place)) % SafetyNumberWordList.Count)];
    }
}
