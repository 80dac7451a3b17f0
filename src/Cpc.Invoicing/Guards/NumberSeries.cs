using System.Globalization;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Guards;

/// <summary>
/// Gaps and duplicates in number series: for an auditor each missing number is a document that may have been hidden. A
/// number is a prefix and the digits at its end ("MB-2026-0042"); numbers with one prefix and width are one series.
/// </summary>
public static class NumberSeries
{
    /// <summary>More than a person follows up.</summary>
    private const int MaxFindings = 1_000;

    /// <summary>Longer digits are no running number.</summary>
    private const int MaxDigits = 18;

    /// <returns>Gaps and duplicates, at most 1,000, in the order of the series; numbers without digits at their end form none.</returns>
    public static ValueList<SeriesFinding> Check(IEnumerable<string> numbers)
    {
        var findings = new List<SeriesFinding>();
        foreach (var prefix in numbers.Select(Split).OfType<(string Prefix, string Digits)>().GroupBy(n => n.Prefix).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            // A leading zero shows a fixed width, to which numbers of as many digits belong; others grow within their series.
            var widths = prefix.Where(n => n.Digits[0] == '0').Select(n => n.Digits.Length).ToHashSet();
            foreach (var series in prefix.GroupBy(n => widths.Contains(n.Digits.Length) ? n.Digits.Length : 0).OrderBy(g => g.Key))
            {
                Check(prefix.Key, series.Key, series.Select(n => long.Parse(n.Digits, CultureInfo.InvariantCulture)).Order(), findings);
            }
        }

        return findings.ToValueList();
    }

    private static void Check(string prefix, int width, IEnumerable<long> values, List<SeriesFinding> findings)
    {
        long? last = null;
        foreach (var value in values.TakeWhile(_ => findings.Count < MaxFindings))
        {
            if (value == last) findings.Add(new SeriesFinding { First = Text(value), Last = Text(value), IsDuplicate = true });
            else if (last is { } before && value > before + 1) findings.Add(new SeriesFinding { First = Text(before + 1), Last = Text(value - 1) });
            last = value;
        }

        string Text(long value) => prefix + value.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
    }

    private static (string Prefix, string Digits)? Split(string number)
    {
        var text = number.Trim();
        var start = text.Length;
        while (start > 0 && char.IsAsciiDigit(text[start - 1])) start--;
        return text.Length - start is 0 or > MaxDigits ? null : (text[..start], text[start..]);
    }
}
