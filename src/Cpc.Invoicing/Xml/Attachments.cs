using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Xml;

/// <summary>Reads the attached documents (BT-125) of one file, whose size is bounded together.</summary>
internal sealed class Attachments(Values values)
{
    private long _bytes;

    public AttachedDocument? Read(Element? element)
    {
        if (element is null) return null;
        var buffer = new byte[element.Text.Length / 4 * 3 + 3];
        if (!Convert.TryFromBase64String(element.Text, buffer, out var length) || length == 0)
        {
            values.Findings.Add(values.Rules.Value, element, null, "BT-125 is empty or not base64: attach the document anew.");
            return null;
        }

        _bytes += length;
        if (_bytes > DocumentLimits.MaxAttachmentsSize)
        {
            values.Findings.Add(values.Rules.Limit, element, $"{_bytes} bytes",
                $"The attachments (BT-125) are larger than {DocumentLimits.MaxAttachmentsSize} bytes together: shrink or leave out some.");
            return null;
        }

        return new AttachedDocument
        {
            MimeCode = element.Attribute("mimeCode") ?? "",
            FileName = element.Attribute("filename") ?? "",
            Content = new ByteString(buffer.AsSpan(0, length)),
        };
    }
}
