using Cpc.Actors.Hosting;
using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Xml;

namespace Cpc.Actors.Api;

/// <summary>Judges documents without a node: nothing is stored, sent or asked.</summary>
public static class DocumentValidation
{
    /// <summary>Reads a document as the node would before it sends it. Never throws for what the file holds.</summary>
    /// <param name="xml">A UBL 2.1 or CII invoice or credit note.</param>
    public static ValidationView Validate(ReadOnlyMemory<byte> xml) => InvoiceReader.Read(xml) switch
    {
        ReadResult.Accepted accepted => new ValidationView(true, ApiWords.Camel(accepted.Document.Kind), accepted.Document.Number, Views(accepted.Warnings)),
        var refused => new ValidationView(false, null, null, Views(((ReadResult.Refused)refused).Findings)),
    };

    private static FindingView[] Views(IEnumerable<Finding> findings) =>
        [.. findings.Select(f => new FindingView(ApiWords.Camel(f.Severity), f.RuleId, f.Field, f.Value, f.Message, f.Location))];
}
