namespace Cpc.Invoicing.Model;

/// <summary>A document that two participants exchange. Closed family:
/// <see cref="InvoiceDocument"/>, <see cref="QuoteDocument"/>, <see cref="QuoteResponse"/>, <see cref="StatusResponse"/>.</summary>
public abstract record BusinessDocument : DocumentPart
{
    private protected BusinessDocument()
    {
    }

    /// <summary>Says which member of the family this is; written in clear in the envelope.</summary>
    public abstract DocumentKind Kind { get; }
}
