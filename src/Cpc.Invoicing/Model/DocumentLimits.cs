namespace Cpc.Invoicing.Model;

/// <summary>
/// Bounds of what the readers accept and the encoder writes. They keep a peer's document from costing more memory
/// or time than its size explains; a real invoice is far below each of them.
/// </summary>
public static class DocumentLimits
{
    /// <summary>Bytes of an encoded document. The XML limit below it makes every read invoice fit.</summary>
    public const int MaxEncodedSize = 15 * 1024 * 1024;

    /// <summary>Bytes of a UBL file: attachments of <see cref="MaxAttachmentsSize"/> in base64 and half a megabyte of text.</summary>
    public const int MaxXmlSize = 14 * 1024 * 1024;

    /// <summary>Bytes of all attachments (BT-125) of a document together, decoded.</summary>
    public const int MaxAttachmentsSize = 10 * 1024 * 1024;

    /// <summary>UTF-16 characters of one text.</summary>
    public const int MaxTextLength = 16_384;

    /// <summary>Invoice lines (BG-25).</summary>
    public const int MaxLines = 10_000;

    /// <summary>Any other repeated group.</summary>
    public const int MaxRepetitions = 1_000;

    /// <summary>Digits before the decimal point: products of two such numbers still fit a <see cref="decimal"/>.</summary>
    public const int MaxIntegerDigits = 13;

    /// <summary>Digits after the decimal point.</summary>
    public const int MaxFractionDigits = 10;

    /// <summary>Significant digits: the mantissa fits 64 bits.</summary>
    public const int MaxSignificantDigits = 18;

    /// <summary>Whether a number is within the three digit limits; trailing zeros don't count.</summary>
    public static bool Holds(decimal value) => DecimalForm.TryFrom(value, out _);
}
