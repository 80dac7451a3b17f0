namespace Cpc.Invoicing.Consent;

/// <summary>The basis of processing in GDPR Art. 6(1).</summary>
public enum LegalBasis
{
    /// <summary>6(1)(a).</summary>
    Consent = 1,

    /// <summary>6(1)(b).</summary>
    Contract = 2,

    /// <summary>6(1)(c).</summary>
    LegalObligation = 3,

    /// <summary>6(1)(f).</summary>
    LegitimateInterest = 4,
}
