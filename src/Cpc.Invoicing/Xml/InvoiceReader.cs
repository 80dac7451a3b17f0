using System.Xml;
using Cpc.Invoicing.Cii;
using Cpc.Invoicing.Ubl;

namespace Cpc.Invoicing.Xml;

/// <summary>Reads an invoice or credit note of either syntax that EN 16931 binds.</summary>
public static class InvoiceReader
{
    /// <summary>Reads a file by <see cref="CiiReader"/> if its root is CII's, else by <see cref="UblReader"/>.</summary>
    /// <param name="xml">UTF-8, at most <see cref="Model.DocumentLimits.MaxXmlSize"/> bytes.</param>
    public static ReadResult Read(ReadOnlyMemory<byte> xml) => IsCii(xml) ? CiiReader.Read(xml) : UblReader.Read(xml);

    // Looks at the root only; whatever is wrong with the file is for the reader to say.
    private static bool IsCii(ReadOnlyMemory<byte> xml)
    {
        try
        {
            using var stream = new MemoryStream(xml.ToArray(), writable: false);
            using var reader = XmlReader.Create(stream, TreeReader.Settings());
            return reader.MoveToContent() == XmlNodeType.Element && reader.NamespaceURI == CiiDialect.Namespace;
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            return false;
        }
    }
}
