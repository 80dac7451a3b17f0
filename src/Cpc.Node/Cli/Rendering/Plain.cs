using System.Globalization;

namespace Cpc.Node.Cli.Rendering;

/// <summary>Text for a terminal.</summary>
internal static class Plain
{
    /// <summary>Replaces control and format characters. Names, numbers and reasons come from peers: an escape
    /// sequence in them would reach the reader's terminal, and an override of direction would forge what it shows.</summary>
    public static string Text(string text) => Clean(text, keepLines: false);

    /// <summary>The same for a message of ours that has several lines.</summary>
    public static string Lines(string text) => Clean(text, keepLines: true);

    /// <summary>An instant in the reader's time zone.</summary>
    public static string Time(DateTimeOffset at, TimeProvider time) =>
        TimeZoneInfo.ConvertTime(at, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    /// <summary>The day of an instant in the reader's time zone.</summary>
    public static string Day(DateTimeOffset at, TimeProvider time) =>
        TimeZoneInfo.ConvertTime(at, time.LocalTimeZone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Amount(decimal amount, string currency) => $"{amount.ToString(CultureInfo.InvariantCulture)} {currency}";

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Clean(string text, bool keepLines) =>
        string.Create(text.Length, (text, keepLines), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                var c = state.text[i];
                span[i] = IsHarmless(c) || (c == '\n' && state.keepLines) ? c : '\uFFFD';
            }
        });

    private static bool IsHarmless(char c) => char.GetUnicodeCategory(c)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
