using System.Collections.Frozen;

namespace Cpc.Invoicing.Guards;

/// <summary>Texts in the form in which they are compared. Own tables: the runtime may have no Unicode data (invariant mode).</summary>
internal static class Normal
{
    private static readonly FrozenSet<string> LegalForms = FrozenSet.ToFrozenSet(
        ["gmbh", "ag", "kg", "ohg", "ug", "ev", "eg", "mbh", "co", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "ltd", "limited", "llc", "inc", "plc", "ab", "as", "oy", "aps", "sl", "se"]);

    /// <summary>The plain letter of each that has an accent or only the shape of a Latin one (Cyrillic, Greek), or looks like it.</summary>
    private static readonly FrozenDictionary<char, char> Plain = Table(
        ("a", "\u00E0\u00E1\u00E2\u00E3\u00E4\u00E5\u0101\u0103\u0105\u0430\u03B1"),
        ("c", "\u00E7\u0107\u0109\u010B\u010D\u0441"),
        ("d", "\u010F\u0111"),
        ("e", "\u00E8\u00E9\u00EA\u00EB\u0113\u0115\u0117\u0119\u011B\u0435\u0451\u03B5"),
        ("g", "\u011D\u011F\u0121\u0123"),
        ("l", "1i\u00EC\u00ED\u00EE\u00EF\u0129\u012B\u012D\u012F\u0131\u0456\u03B9\u013A\u013C\u013E\u0142"),
        ("n", "\u00F1\u0144\u0146\u0148"),
        ("o", "0\u00F2\u00F3\u00F4\u00F5\u00F6\u00F8\u014D\u014F\u0151\u043E\u03BF"),
        ("p", "\u0440\u03C1"),
        ("r", "\u0155\u0157\u0159"),
        ("s", "5\u015B\u015D\u015F\u0161\u0455"),
        ("t", "\u0163\u0165"),
        ("u", "\u00F9\u00FA\u00FB\u00FC\u0169\u016B\u016D\u016F\u0171\u0173"),
        ("x", "\u0445\u03C7"),
        ("y", "\u00FD\u00FF\u0443"),
        ("z", "\u017A\u017C\u017E"));

    /// <summary>Capital letters and digits only: "de 123-456" is DE123456. For VAT identifiers, IBANs and registrations.</summary>
    public static string Code(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>
    /// What of a name a hasty reader sees: no case, accents, punctuation, legal form or order of words, and one sign for
    /// those that look alike (0 and o; 1, i and l; rn and m; ue and \u00FC).
    /// </summary>
    public static string Name(string name)
    {
        var words = string.Concat(Bounds.Name(name).ToLowerInvariant().Where(c => c != '.').Select(c => char.IsLetterOrDigit(c) ? c : ' '));
        return string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !LegalForms.Contains(word)).Select(Fold).Order(StringComparer.Ordinal));
    }

    private static string Fold(string word) => string.Concat(word.Select(c => Plain.GetValueOrDefault(c, c)))
        .Replace("\u00DF", "ss", StringComparison.Ordinal)
        .Replace("rn", "m", StringComparison.Ordinal)
        .Replace("vv", "w", StringComparison.Ordinal)
        .Replace("ae", "a", StringComparison.Ordinal)
        .Replace("oe", "o", StringComparison.Ordinal)
        .Replace("ue", "u", StringComparison.Ordinal);

    private static FrozenDictionary<char, char> Table(params (string Letter, string Others)[] rows) =>
        rows.SelectMany(row => row.Others.Select(other => KeyValuePair.Create(other, row.Letter[0]))).ToFrozenDictionary();
}
