using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;
using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Ubl;

/// <summary>Reads UBL 2.1 quotations.</summary>
public static class UblQuotationReader
{
    /// <summary>UNTDID 1001: offer / quotation, the sign of the quote that this one is based on.</summary>
    internal const string QuoteType = "310";

    /// <summary>The one hash that names a quote: of its encoding, as everywhere in the node.</summary>
    internal const string HashAlgorithm = "BLAKE3";

    /// <summary>Reads a file and checks every rule of <see cref="QuoteRules"/>. Never throws for what the file holds.</summary>
    /// <param name="xml">UTF-8, at most <see cref="DocumentLimits.MaxXmlSize"/> bytes.</param>
    public static QuoteReadResult Read(ReadOnlyMemory<byte> xml)
    {
        if (Parse(xml, out var findings) is not { } quote) return new QuoteReadResult.Refused(findings);
        var told = findings.Select(finding => finding.RuleId).ToHashSet();
        var broken = QuoteRules.Check(quote).Where(finding => !told.Contains(finding.RuleId)).ToValueList();
        return findings.Count > 0 || broken.Any(finding => finding.Severity == Severity.Error)
            ? new QuoteReadResult.Refused([.. findings, .. broken])
            : new QuoteReadResult.Accepted(quote, broken);
    }

    /// <summary>Reads what a file says without asking the rules.</summary>
    /// <returns>Null where the file is no quotation at all or has no dates; whole only where there are no findings.</returns>
    public static QuoteDocument? Parse(ReadOnlyMemory<byte> xml, out ValueList<Finding> findings)
    {
        var list = new FindingList();
        QuoteDocument? quote = null;
        if (new TreeReader(UblDialect.Quotations, list).Read(xml) is { } root)
        {
            var values = new Values(UblDialect.Quotations.Rules, list, Values.Required(root.Child("cbc:PricingCurrencyCode")), null, null);
            Presence.Check(root, list);
            quote = Quote(root, values);
        }

        findings = list.ToValueList();
        return quote;
    }

    private static QuoteDocument? Quote(Element root, Values values)
    {
        UblDocument.CheckVersion(root, values);
        var issueDate = values.Date(root.Child("cbc:IssueDate"));
        var validUntil = values.Date(root.Find("cac:ValidityPeriod", "cbc:EndDate"));
        var references = root.Children("cac:AdditionalDocumentReference").ToLookup(reference => reference.Child("cbc:DocumentTypeCode")?.Text == QuoteType);
        var attachments = new Attachments(values);
        var quote = new QuoteDocument
        {
            Number = Values.Required(root.Child("cbc:ID")),
            IssueDate = issueDate ?? default,
            ValidUntil = validUntil ?? default,
            CurrencyCode = values.Currency,
            BasedOn = BasedOn([.. references[true]], values),
            RequestReference = Values.Text(root.Find("cac:RequestForQuotationDocumentReference", "cbc:ID")),
            ContractReference = Values.Text(root.Find("cac:Contract", "cbc:ID")),
            Terms = Values.Text(root.Find("cac:TransactionConditions", "cbc:Description")),
            Notes = root.Children("cbc:Note").Where(note => note.HasContent).Select(note => UblDocument.Note(note.Text)).ToValueList(),
            BusinessProcessType = Values.Text(root.Child("cbc:ProfileID")),
            SpecificationIdentifier = Values.Text(root.Child("cbc:CustomizationID")),
            Seller = UblParties.Seller(root.Find("cac:SellerSupplierParty", "cac:Party"), values),
            Buyer = UblParties.Buyer(root.Find("cac:BuyerCustomerParty", "cac:Party"), values),
            Delivery = UblParties.Delivery(root.Child("cac:Delivery"), values),
            Allowances = UblTotals.AllowancesOrCharges(root, values, charges: false),
            Charges = UblTotals.AllowancesOrCharges(root, values, charges: true),
            Totals = UblTotals.Read(root, "cac:QuotedMonetaryTotal", values, out var breakdowns),
            VatBreakdowns = breakdowns,
            SupportingDocuments = references[false].Select(reference => UblReferences.Supporting(reference, Values.Text(reference.Child("cbc:DocumentTypeCode")), values, attachments)).ToValueList(),
            Lines = root.Children("cac:QuotationLine").Select(line => line.Child("cac:LineItem")).OfType<Element>().Select(item => QuoteLine.Of(UblLine.Read(item, values))).ToValueList(),
        };
        RefuseCreditor(root, values);
        RefuseStrayHash(references[false], values);
        return issueDate is null || validUntil is null ? null : quote;
    }

    private static BasedOnQuote? BasedOn(List<Element> references, Values values)
    {
        if (references.Count == 0) return null;
        foreach (var surplus in references.Skip(1)) values.Findings.Add(values.Rules.Repeated, surplus, null, "A quote is based on one other: keep one reference of type 310.");
        var reference = references[0];
        var external = reference.Find("cac:Attachment", "cac:ExternalReference");
        var isHash = TryHash(external?.Child("cbc:DocumentHash")?.Text, out var hash);
        var isId = Guid.TryParseExact(reference.Child("cbc:ID")?.Text, "D", out var id) && id.Version == 7;
        var isBare = reference.Child("cbc:DocumentDescription") is null && external?.Child("cbc:URI") is null && reference.Find("cac:Attachment", "cbc:EmbeddedDocumentBinaryObject") is null;
        if (isHash && isId && isBare && external!.Child("cbc:HashAlgorithmMethod")?.Text == HashAlgorithm) return new BasedOnQuote { DocumentId = id, Hash = hash };
        values.Findings.Add(values.Rules.Value, "basedOn", reference.Child("cbc:ID")?.Text,
            $"The quote that this one is based on is named by its document id (UUIDv7) and its {HashAlgorithm} hash (64 hexadecimal digits), and by nothing else: correct the reference or remove it.", reference.Path);
        return null;
    }

    private static bool TryHash(string? text, out ContentHash hash)
    {
        hash = default;
        if (text is not { Length: 2 * ContentHash.Size } || !text.All(char.IsAsciiHexDigit)) return false;
        hash = new ContentHash(Convert.FromHexString(text));
        return true;
    }

    // BT-90 is a matter of payment, which a quote has none of.
    private static void RefuseCreditor(Element root, Values values)
    {
        foreach (var id in UblParties.CreditorIdentifiers(root.Find("cac:SellerSupplierParty", "cac:Party")))
            values.Refuse(id, "A creditor identifier (BT-90) has no place in a quote: remove it.");
    }

    private static void RefuseStrayHash(IEnumerable<Element> references, Values values)
    {
        foreach (var reference in references)
        {
            foreach (var name in (string[])["cbc:DocumentHash", "cbc:HashAlgorithmMethod"])
            {
                if (reference.Find("cac:Attachment", "cac:ExternalReference", name) is { HasContent: true } stray)
                    values.Findings.Add(values.Rules.Element, stray, name, $"{name} belongs to the quote that this one is based on (type {QuoteType}): remove it here.");
            }
        }
    }
}
