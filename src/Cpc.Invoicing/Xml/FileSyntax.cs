namespace Cpc.Invoicing.Xml;

/// <summary>What a file's root says that it is.</summary>
public enum FileSyntax
{
    /// <summary>None of the others: whatever is wrong with it is for the reader of invoices to say.</summary>
    UblInvoice,

    UblQuotation,

    CiiInvoice,
}
