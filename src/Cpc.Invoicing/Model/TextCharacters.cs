using System.Buffers;

namespace Cpc.Invoicing.Model;

/// <summary>
/// The characters of XML 1.0 §2.2: a document that holds others could never be written as UBL, and control characters
/// would reach the terminals of those who list documents.
/// </summary>
internal static class TextCharacters
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (char)code).Except(['\t', '\n', '\r']), '\uFFFE', '\uFFFF']);

    public static bool Allow(string text) => !text.AsSpan().ContainsAny(Forbidden) && HasWholeSurrogates(text);

    // Half a pair is no character: it has no UTF-8 (RFC 3629 §3), so it could be neither encoded nor written.
    private static bool HasWholeSurrogates(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }
}
