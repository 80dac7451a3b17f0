using Cpc.Invoicing.Model;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Ubl;

/// <summary>
/// BG-16 to BG-19. UBL repeats PaymentMeans for each account; the standard has one group, so what is not the account
/// must agree in all of them (UBL-SR-44, 45, 46, 47, 54, 55).
/// </summary>
internal static class UblPayment
{
    public static PaymentInstructions? Read(Element root, Values values)
    {
        var means = root.Children("cac:PaymentMeans").Where(element => element.HasContent).ToList();
        var creditor = One(UblParties.CreditorIdentifiers(root.Find("cac:AccountingSupplierParty", "cac:Party"), root.Child("cac:PayeeParty")), "UBL-SR-29", values);
        if (means.Count == 0)
        {
            if (creditor is not null)
            {
                values.Findings.Add(UblRules.Value, "BT-90", creditor.Text,
                    "A creditor identifier (BT-90) stands without payment instructions (BG-16): add PaymentMeans with the mandate, or remove it.", creditor.Path);
            }

            return null;
        }

        var code = Same(means.Select(element => element.Child("cbc:PaymentMeansCode")), "UBL-SR-47", values);
        var mandate = One(Each(means, "cac:PaymentMandate"), "UBL-SR-55", values);
        return new PaymentInstructions
        {
            MeansCode = Values.Required(code),
            MeansText = MeansText(means, values),
            RemittanceInformation = Values.Text(Same(means.Select(element => element.Child("cbc:PaymentID")), "UBL-SR-44", values)),
            CreditTransfers = Each(means, "cac:PayeeFinancialAccount").Select(CreditTransfer).ToValueList(),
            Card = Card(One(Each(means, "cac:CardAccount"), "UBL-SR-54", values)),
            DirectDebit = mandate is null && creditor is null ? null : new DirectDebit
            {
                MandateReference = Values.Text(mandate?.Child("cbc:ID")),
                CreditorIdentifier = Values.Text(creditor),
                DebitedAccount = Values.Text(mandate?.Find("cac:PayerFinancialAccount", "cbc:ID")),
            },
        };
    }

    /// <summary>BT-9 of a credit note, which UBL puts into the payment means.</summary>
    public static DateOnly? DueDate(Element root, Values values) =>
        values.Date(One(Each(root.Children("cac:PaymentMeans"), "cbc:PaymentDueDate"), "UBL-SR-45", values));

    private static CreditTransfer CreditTransfer(Element account) => new()
    {
        AccountIdentifier = Values.Required(account.Child("cbc:ID")),
        AccountName = Values.Text(account.Child("cbc:Name")),
        ServiceProvider = Values.Text(account.Find("cac:FinancialInstitutionBranch", "cbc:ID")),
    };

    private static PaymentCard? Card(Element? card) => card is null ? null : new PaymentCard
    {
        PrimaryAccountNumber = Values.Required(card.Child("cbc:PrimaryAccountNumberID")),
        HolderName = Values.Text(card.Child("cbc:HolderName")),
        NetworkId = Values.TextUnlessNotAvailable(card.Child("cbc:NetworkID")),
    };

    private static string? MeansText(List<Element> means, Values values)
    {
        var codes = means.Select(element => element.Child("cbc:PaymentMeansCode")).OfType<Element>();
        var texts = codes.Select(code => (code, text: code.Attribute("name"))).Where(pair => pair.text is not null).ToList();
        var other = texts.Find(pair => pair.text != texts[0].text);
        if (other.code is not null)
        {
            values.Findings.Add("UBL-SR-46", "BT-82", other.text, "The payment means text (BT-82) differs among the payment means: write the same everywhere.", other.code.Path);
        }

        return texts.Count == 0 ? null : texts[0].text;
    }

    private static IEnumerable<Element> Each(IEnumerable<Element> means, string name) =>
        means.Select(element => element.Child(name)).OfType<Element>().Where(element => element.HasContent);

    private static Element? One(IEnumerable<Element> elements, string rule, Values values)
    {
        Element? first = null;
        foreach (var element in elements)
        {
            if (first is null) first = element;
            else values.Findings.Add(rule, element, Values.Text(element), $"{element.Shape.Field} is given twice, EN 16931 has it once: keep one.");
        }

        return first;
    }

    private static Element? Same(IEnumerable<Element?> elements, string rule, Values values)
    {
        Element? first = null;
        foreach (var element in elements.OfType<Element>().Where(element => element.HasContent))
        {
            first ??= element;
            if (element.Text != first.Text)
            {
                values.Findings.Add(rule, element, element.Text, $"{element.Shape.Field} differs among the payment means: EN 16931 has it once, write the same everywhere.");
            }
        }

        return first;
    }
}
