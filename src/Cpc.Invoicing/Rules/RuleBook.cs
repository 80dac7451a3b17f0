using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules.Peppol;

namespace Cpc.Invoicing.Rules;

/// <summary>
/// All rules about a document. What only a file can break (a missing element, a wrong currencyID) is the UBL reader's.
/// </summary>
public static class RuleBook
{
    /// <summary>More findings than a person reads.</summary>
    private const int MaxFindings = 100;

    public static ValueList<Rule> All { get; } =
    [
        .. PresenceRules.All,
        .. CodeRules.All,
        .. DecimalRules.All,
        .. LineRules.All,
        .. DateRules.All,
        .. PartyRules.All,
        .. PaymentRules.All,
        .. ReasonRules.All,
        .. TotalsRules.All,
        .. VatRules.All,
        .. VatCategoryRules.All,
        .. VatPartyRules.All,
        .. VatExclusionRules.All,
        .. PeppolDocumentRules.All,
        .. PeppolAmountRules.All,
        .. PeppolIdentifierRules.All,
    ];

    /// <summary>
    /// Checks every rule. The node checks what it sends and what it receives: a peer's document comes as CBOR and has
    /// passed no reader of ours.
    /// </summary>
    /// <returns>Findings in the order of the rules, at most 100; empty where all rules hold.</returns>
    public static ValueList<Finding> Check(InvoiceDocument document) =>
        All.SelectMany(rule => rule.Check(document)).Take(MaxFindings).ToValueList();
}
