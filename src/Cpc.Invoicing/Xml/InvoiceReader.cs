using System.Xml;
using Cpc.Invoicing.Cii;
using Cpc.Invoicing.Ubl;

namespace Cpc.Invoicing.Xml;

/// <summary>Reads an invoice or credit note of either syntax that EN 16931 binds.</summary>
public static class InvoiceReader
{
    /// <summary>Reads a file by <see cref="CiiReader"/> if its root is CII's, else by <see cref="UblReader"/>.</summary>
    /// <param name="xml">UTF-8, at most <see cref="Model.DocumentLimits.MaxXmlSize"/> bytes.</param>
    public static ReadResult Read(ReadOnlyMemory<byte> xml) => SyntaxOf(xml) == FileSyntax.CiiInvoice ? CiiReader.Read(xml) : UblReader.Read(xml);

    /// <summary>Looks at the root only. Never throws for what the file holds.</summary>
    public static FileSyntax SyntaxOf(ReadOnlyMemory<byte> xml)
    {
        try
        {
            using var stream = new MemoryStream(xml.ToArray(), writable: false);
            using var reader = XmlReader.Create(stream, TreeReader.Settings());
            if (reader.MoveToContent() != XmlNodeType.Element) return FileSyntax.UblInvoice;
            return reader.NamespaceURI switch
            {
                CiiDialect.Namespace => FileSyntax.CiiInvoice,
                UblDialect.QuotationNamespace => FileSyntax.UblQuotation,
                _ => FileSyntax.UblInvoice,
            };
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            return FileSyntax.UblInvoice;
        }
    }
}
