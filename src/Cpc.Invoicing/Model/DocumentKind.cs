namespace Cpc.Invoicing.Model;

/// <summary>docKind: the number is part of the CBOR format. 3 and 4 are kept for quotes and their responses.</summary>
public enum DocumentKind
{
    Invoice = 1,
    CreditNote = 2,
    Status = 5,
}
