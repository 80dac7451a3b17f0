using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Cbor;

/// <summary>Payment instructions.</summary>
internal static class PaymentShapes
{
    public static PaymentInstructions Payment(MapShape shape, PaymentInstructions? payment) => new()
    {
        MeansCode = shape.Text(1, payment?.MeansCode),
        MeansText = shape.OptionalText(2, payment?.MeansText),
        RemittanceInformation = shape.OptionalText(3, payment?.RemittanceInformation),
        CreditTransfers = shape.List(4, payment?.CreditTransfers ?? [], CreditTransfer),
        Card = shape.OptionalMap(5, payment?.Card, Card),
        DirectDebit = shape.OptionalMap(6, payment?.DirectDebit, DirectDebit),
    };

    private static CreditTransfer CreditTransfer(MapShape shape, CreditTransfer? transfer) => new()
    {
        AccountIdentifier = shape.Text(1, transfer?.AccountIdentifier),
        AccountName = shape.OptionalText(2, transfer?.AccountName),
        ServiceProvider = shape.OptionalText(3, transfer?.ServiceProvider),
    };

    private static PaymentCard Card(MapShape shape, PaymentCard? card) => new()
    {
        PrimaryAccountNumber = shape.Text(1, card?.PrimaryAccountNumber),
        HolderName = shape.OptionalText(2, card?.HolderName),
        NetworkId = shape.OptionalText(3, card?.NetworkId),
    };

    private static DirectDebit DirectDebit(MapShape shape, DirectDebit? debit) => new()
    {
        MandateReference = shape.OptionalText(1, debit?.MandateReference),
        CreditorIdentifier = shape.OptionalText(2, debit?.CreditorIdentifier),
        DebitedAccount = shape.OptionalText(3, debit?.DebitedAccount),
    };
}
