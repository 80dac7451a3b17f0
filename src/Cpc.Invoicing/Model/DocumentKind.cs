namespace Cpc.Invoicing.Model;

/// <summary>docKind: the number is part of the CBOR format.</summary>
public enum DocumentKind
{
    Invoice = 1,
    CreditNote = 2,
    Quote = 3,
    QuoteResponse = 4,
    Status = 5,
}
