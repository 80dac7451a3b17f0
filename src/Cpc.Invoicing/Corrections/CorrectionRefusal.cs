namespace Cpc.Invoicing.Corrections;

/// <summary>Why a document does not correct an invoice.</summary>
public enum CorrectionRefusal
{
    /// <summary>It is neither a credit note, nor a corrected invoice (384), nor an invoice with a negative total.</summary>
    NoCorrection,

    /// <summary>It does not name the invoice in its preceding invoices (BG-3), or names it with another date.</summary>
    NotReferenced,

    /// <summary>Its seller or buyer is another.</summary>
    OtherParties,

    /// <summary>It is in another currency.</summary>
    OtherCurrency,

    /// <summary>The credits would come to more than the invoice, whole or in one VAT category and rate.</summary>
    ExceedsInvoice,

    /// <summary>The invoice is cancelled or replaced.</summary>
    Closed,

    /// <summary>A corrected invoice can't replace one that is credited in part: credit the rest first.</summary>
    PartlyCredited,

    /// <summary>A correction of this number is here already with other content.</summary>
    Conflict,
}
