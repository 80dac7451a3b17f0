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

    public static bool Allow(string text) => !text.AsSpan().ContainsAny(Forbidden);
}
