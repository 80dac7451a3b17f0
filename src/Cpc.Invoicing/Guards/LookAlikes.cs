using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Guards;

/// <summary>Sellers that could be taken for one another.</summary>
public static class LookAlikes
{
    /// <summary>A name longer than this is compared by its beginning: the cost grows with the square.</summary>
    private const int MaxLength = 100;

    /// <summary>Below this every name is like some other.</summary>
    private const int MinLength = 4;

    /// <summary>
    /// The known sellers for which a new one could be taken: another key, and a name that a hasty reader does not tell
    /// apart (one letter in ten may differ), or a VAT identifier with one sign changed, or two exchanged.
    /// </summary>
    public static ValueList<KnownSeller> Of(Seller seller, IEnumerable<KnownSeller> known)
    {
        var key = SellerKey.Of(seller);
        var name = Bounded(Normal.Name(seller.Name));
        var all = known.ToList();
        if (all.Exists(other => other.Key == key)) return [];
        return [.. all.Where(other => IsAlike(name, Bounded(Normal.Name(other.Name))) || IsAlikeKey(key.Value, other.Key.Value))];
    }

    private static bool IsAlike(string name, string other) =>
        name.Length >= MinLength && other.Length >= MinLength && IsWithin(name, other, Math.Max(name.Length, other.Length) / 10);

    private static bool IsAlikeKey(string key, string other) =>
        key.StartsWith("vat:", StringComparison.Ordinal) && other.StartsWith("vat:", StringComparison.Ordinal) && key != other && IsWithin(Bounded(key), Bounded(other), 1);

    // The lengths first: they settle most pairs, and a peer can send many sellers.
    private static bool IsWithin(string a, string b, int most) => Math.Abs(a.Length - b.Length) <= most && Distance(a, b) <= most;

    private static string Bounded(string text) => text.Length <= MaxLength ? text : text[..MaxLength];

    // Optimal string alignment: insertions, deletions, changes, and exchanges of neighbours count one each.
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
