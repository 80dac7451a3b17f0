namespace Cpc.Invoicing.Model;

/// <summary>VAT category (UNCL 5305 as restricted by EN 16931): the numbers are part of the CBOR format.</summary>
public enum VatCategory
{
    /// <summary>S Standard rated.</summary>
    StandardRated = 1,

    /// <summary>Z Zero rated.</summary>
    ZeroRated = 2,

    /// <summary>E Exempt from VAT.</summary>
    Exempt = 3,

    /// <summary>AE Reverse charge.</summary>
    ReverseCharge = 4,

    /// <summary>K Intra-community supply.</summary>
    IntraCommunitySupply = 5,

    /// <summary>G Export outside the EU.</summary>
    ExportOutsideEu = 6,

    /// <summary>O Not subject to VAT.</summary>
    NotSubjectToVat = 7,

    /// <summary>L Canary Islands general indirect tax.</summary>
    CanaryIslandsTax = 8,

    /// <summary>M Tax of Ceuta and Melilla.</summary>
    CeutaMelillaTax = 9,

    /// <summary>B Transferred VAT (Italy, split payment).</summary>
    TransferredVat = 10,
}
