using Cpc.Invoicing.Model;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Cii;

/// <summary>BG-16 to BG-19. CII repeats the means for each account, and puts what belongs to none beside them.</summary>
internal static class CiiPayment
{
    public static PaymentInstructions? Read(Element? settlement, Values values)
    {
        var means = CiiDocument.Children(settlement, "ram:SpecifiedTradeSettlementPaymentMeans").Where(element => element.HasContent).ToList();
        var remittance = settlement?.Child("ram:PaymentReference");
        var creditor = settlement?.Child("ram:CreditorReferenceID");
        var mandate = settlement?.Find("ram:SpecifiedTradePaymentTerms", "ram:DirectDebitMandateID");
        if (means.Count == 0)
        {
            foreach (var alone in (Element?[])[remittance, creditor, mandate])
            {
                if (alone is { HasContent: true }) values.Refuse(alone, $"{alone.Shape.Field} stands without payment instructions (BG-16): add the payment means (BT-81), or remove it.");
            }

            return null;
        }

        var debtor = Same(means.Select(element => element.Find("ram:PayerPartyDebtorFinancialAccount", "ram:IBANID")), values);
        var direct = new DirectDebit
        {
            MandateReference = Values.Text(mandate),
            CreditorIdentifier = Values.Text(creditor),
            DebitedAccount = Values.Text(debtor),
        };
        return new PaymentInstructions
        {
            MeansCode = Values.Required(Same(means.Select(element => element.Child("ram:TypeCode")), values)),
            MeansText = Values.Text(Same(means.Select(element => element.Child("ram:Information")), values)),
            RemittanceInformation = Values.Text(remittance),
            CreditTransfers = means.Select(element => Transfer(element, values)).OfType<CreditTransfer>().ToValueList(),
            Card = Card(means, values),
            DirectDebit = direct == new DirectDebit() ? null : direct,
        };
    }

    private static CreditTransfer? Transfer(Element means, Values values)
    {
        var account = means.Child("ram:PayeePartyCreditorFinancialAccount");
        var provider = means.Find("ram:PayeeSpecifiedCreditorFinancialInstitution", "ram:BICID");
        if (account is not { HasContent: true } && provider is not { HasContent: true }) return null;
        var iban = account?.Child("ram:IBANID");
        var other = account?.Child("ram:ProprietaryID");
        if (iban is { HasContent: true } && other is { HasContent: true })
            values.Refuse(other, "An account has an IBAN or another identifier, and BT-84 stands once in EN 16931: keep one.");
        return new CreditTransfer
        {
            // Without an identifier the account is refused by BR-50.
            AccountIdentifier = Values.Text(iban) ?? Values.Required(other),
            AccountName = Values.Text(account?.Child("ram:AccountName")),
            ServiceProvider = Values.Text(provider),
        };
    }

    private static PaymentCard? Card(List<Element> means, Values values)
    {
        var cards = means.Select(element => element.Child("ram:ApplicableTradeSettlementFinancialCard")).OfType<Element>().Where(card => card.HasContent).ToList();
        foreach (var surplus in cards.Skip(1))
            values.Findings.Add(values.Rules.Repeated, surplus, null, "There are two payment cards (BG-18), EN 16931 has one: keep one.");
        return cards.Count == 0 ? null : new PaymentCard
        {
            PrimaryAccountNumber = Values.Required(cards[0].Child("ram:ID")),
            HolderName = Values.Text(cards[0].Child("ram:CardholderName")),
        };
    }

    private static Element? Same(IEnumerable<Element?> elements, Values values)
    {
        Element? first = null;
        foreach (var element in elements.OfType<Element>().Where(element => element.HasContent))
        {
            first ??= element;
            if (element.Text != first.Text)
            {
                values.Findings.Add(values.Rules.Repeated, element, element.Text,
                    $"{element.Shape.Field} differs among the payment means: EN 16931 has it once, write the same everywhere.");
            }
        }

        return first;
    }
}
