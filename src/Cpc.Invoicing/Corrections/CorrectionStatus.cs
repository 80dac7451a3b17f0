namespace Cpc.Invoicing.Corrections;

/// <summary>What corrections have made of an invoice.</summary>
public enum CorrectionStatus
{
    /// <summary>Nothing refers to it.</summary>
    Open,

    /// <summary>Credited in part.</summary>
    PartlyCredited,

    /// <summary>Credited whole: the only way in which an issued invoice is cancelled.</summary>
    Cancelled,

    /// <summary>Replaced by a corrected invoice (type 384); what follows refers to that one.</summary>
    Replaced,
}
