using Cpc.Invoicing.Model;
using Cpc.Invoicing.Ubl;
using Cpc.Invoicing.Xml;

namespace Cpc.Actors.Tests;

/// <summary>The repository's sample invoice.</summary>
internal static class Samples
{
    public static InvoiceDocument Invoice { get; } = Read("invoice.xml");

    /// <summary>The sample with amounts that don't add up.</summary>
    public static InvoiceDocument WrongInvoice { get; } = Invoice with { Totals = Invoice.Totals with { DueForPayment = Invoice.Totals.DueForPayment + 1 } };

    /// <summary>A file of the samples folder.</summary>
    public static byte[] File(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "CpcActors.sln"))) folder = folder.Parent;
        return System.IO.File.ReadAllBytes(Path.Combine(folder!.FullName, "samples", name));
    }

    private static InvoiceDocument Read(string name) => Assert.IsType<ReadResult.Accepted>(UblReader.Read(File(name))).Document;
}
