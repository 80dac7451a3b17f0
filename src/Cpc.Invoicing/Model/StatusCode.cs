namespace Cpc.Invoicing.Model;

/// <summary>What the recipient says of a document (Peppol Invoice Response, UNCL 4343 subset), in the order of its life. Numbers are part of the CBOR format.</summary>
public enum StatusCode
{
    /// <summary>AB Message acknowledged.</summary>
    Acknowledged = 1,

    /// <summary>IP In process.</summary>
    InProcess = 2,

    /// <summary>UQ Under query: the recipient asks; needs a reason.</summary>
    UnderQuery = 3,

    /// <summary>CA Conditionally accepted; needs a reason.</summary>
    ConditionallyAccepted = 4,

    /// <summary>RE Rejected, final; needs a reason.</summary>
    Rejected = 5,

    /// <summary>AP Accepted.</summary>
    Accepted = 6,

    /// <summary>PD Paid, final; with the reason PPD, partially paid.</summary>
    Paid = 7,
}
