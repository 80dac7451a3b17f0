using System.Globalization;
using Cpc.Actors.Api;

namespace Cpc.Node.Api;

/// <summary>A query for documents as the parameters of a URL, for both ends of the local API.</summary>
internal static class DocumentQueryString
{
    private const string Day = "yyyy-MM-dd";
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Write(DocumentQuery query)
    {
        (string Name, string? Value)[] parameters =
        [
            ("partner", query.Partner), ("status", query.Status), ("direction", query.Direction), ("kind", query.Kind),
            ("from", query.From?.ToString(Day, Culture)), ("to", query.To?.ToString(Day, Culture)),
            ("min", query.Min?.ToString(Culture)), ("max", query.Max?.ToString(Culture)),
            ("currency", query.Currency), ("text", query.Text), ("limit", query.Limit.ToString(Culture)), ("cursor", query.Cursor),
        ];
        return string.Join('&', parameters.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
    }

    /// <returns>Null where a parameter is unknown, comes twice or is not of its form; the fault says which.</returns>
    public static DocumentQuery? TryRead(IQueryCollection parameters, out string? fault)
    {
        var query = new DocumentQuery();
        foreach (var (name, values) in parameters)
        {
            var value = values.Count == 1 ? values[0] : null;
            var next = string.IsNullOrEmpty(value) ? null : With(query, name, value);
            if (next is null)
            {
                fault = $"{name}: not understood. See docs/cli.md for the parameters and their forms.";
                return null;
            }

            query = next;
        }

        fault = null;
        return query;
    }

    public static DateOnly? ParseDay(string text) => DateOnly.TryParseExact(text, Day, Culture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A point for decimals, and no other separator: "1,5" must not be 15.</summary>
    public static decimal? ParseAmount(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, Culture, out var amount) ? amount : null;

    private static DocumentQuery? With(DocumentQuery query, string name, string value) => name switch
    {
        "partner" => query with { Partner = value },
        "status" => query with { Status = value },
        "direction" when value is "sent" or "received" => query with { Direction = value },
        "kind" => query with { Kind = value },
        "from" when ParseDay(value) is { } day => query with { From = day },
        "to" when ParseDay(value) is { } day => query with { To = day },
        "min" when ParseAmount(value) is { } amount => query with { Min = amount },
        "max" when ParseAmount(value) is { } amount => query with { Max = amount },
        "currency" => query with { Currency = value },
        "text" => query with { Text = value },
        "limit" when int.TryParse(value, NumberStyles.None, Culture, out var limit) => query with { Limit = limit },
        "cursor" => query with { Cursor = value },
        _ => null,
    };
}
