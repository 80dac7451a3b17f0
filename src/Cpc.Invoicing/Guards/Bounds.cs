using System.Security.Cryptography;
using System.Text;

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

    /// <summary>The text, or its digest where it is too long: two long texts stay two.</summary>
    public static string Code(string text) => text.Length <= MaxCode ? text : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The beginning of a name; no character is cut in half.</summary>
    public static string Name(string text) =>
        text.Length <= MaxName ? text : text[..(char.IsHighSurrogate(text[MaxName - 1]) ? MaxName - 1 : MaxName)];
}
