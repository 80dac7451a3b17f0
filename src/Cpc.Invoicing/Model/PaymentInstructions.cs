namespace Cpc.Invoicing.Model;

/// <summary>BG-16 Payment instructions. UBL repeats them for each account; the standard has one group with many accounts.</summary>
public sealed record PaymentInstructions : DocumentPart
{
    /// <summary>BT-81 Payment means type code (UNTDID 4461): 30 credit transfer, 58 SEPA credit transfer, 59 SEPA direct debit.</summary>
    public required string MeansCode { get; init; }

    /// <summary>BT-82 Payment means text.</summary>
    public string? MeansText { get; init; }

    /// <summary>BT-83 Remittance information.</summary>
    public string? RemittanceInformation { get; init; }

    /// <summary>BG-17 Credit transfers.</summary>
    public ValueList<CreditTransfer> CreditTransfers { get; init; }

    /// <summary>BG-18 Payment card information.</summary>
    public PaymentCard? Card { get; init; }

    /// <summary>BG-19 Direct debit.</summary>
    public DirectDebit? DirectDebit { get; init; }
}
