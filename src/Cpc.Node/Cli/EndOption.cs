using System.CommandLine;
using System.Globalization;

namespace Cpc.Node.Cli;

/// <summary>When something ends: a day, which counts to its end (UTC), or an instant.</summary>
internal static class EndOption
{
    public static Option<DateTimeOffset?> Create() => new("--until")
    {
        Description = "Last day on which it holds (YYYY-MM-DD, UTC), or its end as an instant [default: no end]",
        HelpName = "DATE",
        CustomParser = result =>
        {
            var parsed = Parse(result.Tokens[0].Value);
            if (parsed is null) result.AddError($"--until: '{result.Tokens[0].Value}' is not a date like 2027-12-31 or an instant like 2027-12-31T12:00:00Z.");
            return parsed;
        },
    };

    private static DateTimeOffset? Parse(string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            return new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        string[] instants = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];
        return DateTimeOffset.TryParseExact(text, instants, culture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
    }
}
