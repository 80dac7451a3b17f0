namespace Cpc.Invoicing.Guards;

/// <summary>How much of a text that a peer chose the guards keep.</summary>
internal static class Bounds
{
    /// <summary>Longest identifier, number or account that is kept as it is, in UTF-16 units. An IBAN has up to 34.</summary>
    public const int MaxCode = 64;

    /// <summary>As much of a name is kept and compared, in UTF-16 units.</summary>
    public const int MaxName = 200;

    /// <summary>Accounts that are kept of one seller, and of one invoice.</summary>
    public const int MaxAccounts = 32;

    /// <summary>Sellers that one peer can make known without anybody's approval.</summary>
    public const int MaxSellers = 10_000;

    /// <summary>The beginning of a code: two that differ later are taken for one, and so held.</summary>
    public static string Code(string text) => Cut(text, MaxCode);

    /// <summary>The beginning of a name.</summary>
    public static string Name(string text) => Cut(text, MaxName);

    // No character is cut in half.
    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
