using System.Globalization;

namespace Cpc.Invoicing.Rules;

/// <summary>Numbers, dates and places as findings show them.</summary>
internal static class Show
{
    /// <summary>As few decimals as the number needs, but two at least.</summary>
    public static string Amount(decimal value) => value.ToString("0.00########", CultureInfo.InvariantCulture);

    public static string? Amount(decimal? value) => value is { } amount ? Amount(amount) : null;

    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The place of an item in its group: BG-25[2].</summary>
    public static string Place(string group, int index) => string.Create(CultureInfo.InvariantCulture, $"{group}[{index + 1}]");
}
