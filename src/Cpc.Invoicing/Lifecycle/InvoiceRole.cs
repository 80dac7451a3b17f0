namespace Cpc.Invoicing.Lifecycle;

/// <summary>Which of the two projections of a document's events this node holds.</summary>
public enum InvoiceRole
{
    Issuer,
    Recipient,
}
