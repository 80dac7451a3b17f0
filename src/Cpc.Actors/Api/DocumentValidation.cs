using Cpc.Actors.Hosting;
using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Ubl;
using Cpc.Invoicing.Xml;

namespace Cpc.Actors.Api;

/// <summary>Judges documents without a node: nothing is stored, sent or asked.</summary>
public static class DocumentValidation
{
    /// <summary>Reads a document and asks the rules. Never throws for what the file holds.</summary>
    /// <param name="xml">A UBL 2.1 or CII invoice or credit note, or a UBL quotation.</param>
    public static ValidationView Validate(ReadOnlyMemory<byte> xml)
    {
        if (InvoiceReader.SyntaxOf(xml) == FileSyntax.UblQuotation)
        {
            return UblQuotationReader.Read(xml) switch
            {
                QuoteReadResult.Accepted quote => Valid(quote.Quote.Kind, quote.Quote.Number, quote.Warnings),
                var refused => Invalid(((QuoteReadResult.Refused)refused).Findings),
            };
        }

        return InvoiceReader.Read(xml) switch
        {
            ReadResult.Accepted invoice => Valid(invoice.Document.Kind, invoice.Document.Number, invoice.Warnings),
            var refused => Invalid(((ReadResult.Refused)refused).Findings),
        };
    }

    private static ValidationView Valid(DocumentKind kind, string number, ValueList<Finding> warnings) => new(true, ApiWords.Camel(kind), number, Views(warnings));

    private static ValidationView Invalid(ValueList<Finding> findings) => new(false, null, null, Views(findings));

    private static FindingView[] Views(IEnumerable<Finding> findings) =>
        [.. findings.Select(f => new FindingView(ApiWords.Camel(f.Severity), f.RuleId, f.Field, f.Value, f.Message, f.Location))];
}
