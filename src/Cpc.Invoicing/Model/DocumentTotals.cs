namespace Cpc.Invoicing.Model;

/// <summary>BG-22 Document totals, in the invoice currency unless said otherwise.</summary>
public sealed record DocumentTotals : DocumentPart
{
    /// <summary>BT-106 Sum of invoice line net amount.</summary>
    public required decimal SumOfLines { get; init; }

    /// <summary>BT-107 Sum of allowances on document level.</summary>
    public decimal? SumOfAllowances { get; init; }

    /// <summary>BT-108 Sum of charges on document level.</summary>
    public decimal? SumOfCharges { get; init; }

    /// <summary>BT-109 Invoice total amount without VAT.</summary>
    public required decimal WithoutVat { get; init; }

    /// <summary>BT-110 Invoice total VAT amount.</summary>
    public decimal? Vat { get; init; }

    /// <summary>BT-111 Invoice total VAT amount in accounting currency (BT-6).</summary>
    public decimal? VatInAccountingCurrency { get; init; }

    /// <summary>BT-112 Invoice total amount with VAT.</summary>
    public required decimal WithVat { get; init; }

    /// <summary>BT-113 Paid amount.</summary>
    public decimal? Paid { get; init; }

    /// <summary>BT-114 Rounding amount.</summary>
    public decimal? Rounding { get; init; }

    /// <summary>BT-115 Amount due for payment.</summary>
    public required decimal DueForPayment { get; init; }

    /// <summary>BT-112 or BT-115, whichever is larger by size: what limits are kept by. What is paid already (BT-113) or rounded
    /// (BT-114) makes an invoice no smaller, and the issuer says what it likes of both.</summary>
    public decimal Largest => decimal.MaxMagnitude(WithVat, DueForPayment);
}
