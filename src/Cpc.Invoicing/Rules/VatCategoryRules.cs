using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>
/// The rules that EN 16931 repeats for each VAT category: -01 the breakdown exists, -05 to -07 the rate fits, -08 the
/// taxable amount, -09 the tax amount, -10 the exemption reason. BR-B (Italy) has none of these.
/// </summary>
internal static class VatCategoryRules
{
    public static IEnumerable<Rule> All { get; } = Enum.GetValues<VatCategory>()
        .Where(category => category != VatCategory.TransferredVat)
        .SelectMany(For)
        .ToArray();

    private static IEnumerable<Rule> For(VatCategory category)
    {
        var prefix = category.RulePrefix();
        var code = category.Code();
        yield return new Rule($"{prefix}-01", "BG-23",
            IsByRate(category)
                ? $"Category {code} has a VAT breakdown if it is used, and none otherwise."
                : $"Category {code} has exactly one VAT breakdown if it is used, and one at most otherwise.",
            d => Existence(d, category));
        yield return new Rule($"{prefix}-05", "BT-152", RateText("A line", category),
            d => Rates(d.Lines.Select(line => (line.VatCategory, line.VatRate)), category, "BG-25"));
        yield return new Rule($"{prefix}-06", "BT-96", RateText("A document level allowance", category),
            d => Rates(d.Allowances.Select(allowance => (allowance.VatCategory, allowance.VatRate)), category, "BG-20"));
        yield return new Rule($"{prefix}-07", "BT-103", RateText("A document level charge", category),
            d => Rates(d.Charges.Select(charge => (charge.VatCategory, charge.VatRate)), category, "BG-21"));
        yield return new Rule($"{prefix}-08", "BT-116",
            $"The taxable amount of category {code} is its lines − allowances + charges{(IsByRate(category) ? " at the rate" : "")}.",
            d => TaxableAmounts(d, category));
        yield return new Rule($"{prefix}-09", "BT-117",
            IsByRate(category) ? $"The tax of category {code} is its taxable amount × its rate / 100." : $"The tax of category {code} is 0.",
            d => TaxAmounts(d, category));
        yield return new Rule($"{prefix}-10", "BT-120/121",
            $"A VAT breakdown of category {code} has {(NeedsReason(category) ? "an" : "no")} exemption reason.",
            d => Reasons(d, category));
    }

    /// <summary>Categories that are broken down by rate; the others have one breakdown.</summary>
    private static bool IsByRate(VatCategory category) =>
        category is VatCategory.StandardRated or VatCategory.CanaryIslandsTax or VatCategory.CeutaMelillaTax;

    private static bool NeedsReason(VatCategory category) => !IsByRate(category) && category != VatCategory.ZeroRated;

    private static string RateText(string subject, VatCategory category) => $"{subject} of category {category.Code()} has " + category switch
    {
        VatCategory.StandardRated => "a rate above 0.",
        VatCategory.CanaryIslandsTax or VatCategory.CeutaMelillaTax => "a rate of 0 or above.",
        VatCategory.NotSubjectToVat => "no rate.",
        _ => "the rate 0.",
    };

    private static bool RateFits(VatCategory category, decimal? rate) => category switch
    {
        VatCategory.StandardRated => rate > 0,
        VatCategory.CanaryIslandsTax or VatCategory.CeutaMelillaTax => rate >= 0,
        VatCategory.NotSubjectToVat => rate is null,
        _ => rate == 0,
    };

    private static IEnumerable<Fault> Existence(InvoiceDocument document, VatCategory category)
    {
        var count = document.VatBreakdowns.Count(breakdown => breakdown.Category == category);
        var isUsed = VatSums.Of(document).Uses(category);
        var holds = IsByRate(category) ? isUsed == (count > 0) : count == 1 || (count == 0 && !isUsed);
        return holds ? [] : [new Fault($"{count} breakdown(s)", isUsed ? "Make the breakdown of this category complete and single." : "Remove the breakdown: no line, allowance or charge has this category.")];
    }

    private static IEnumerable<Fault> Rates(IEnumerable<(VatCategory Category, decimal? Rate)> items, VatCategory category, string group) =>
        items.Select((item, index) => (item, index))
            .Where(pair => pair.item.Category == category && !RateFits(category, pair.item.Rate))
            .Select(pair => new Fault(Show.Amount(pair.item.Rate), "Correct the rate or the category.", Show.Place(group, pair.index)));

    private static IEnumerable<Fault> TaxableAmounts(InvoiceDocument document, VatCategory category)
    {
        var sums = VatSums.Of(document);
        foreach (var breakdown in document.VatBreakdowns.Where(breakdown => breakdown.Category == category))
        {
            var expected = IsByRate(category) ? sums.At(category, breakdown.Rate) : sums.Total(category);
            if (IsByRate(category) ? Rounding.Agrees(breakdown.TaxableAmount, expected) : breakdown.TaxableAmount == expected) continue;
            yield return new Fault(Show.Amount(breakdown.TaxableAmount), $"Calculated: {Show.Amount(expected)}.");
        }
    }

    private static IEnumerable<Fault> TaxAmounts(InvoiceDocument document, VatCategory category)
    {
        var sums = VatSums.Of(document);
        foreach (var breakdown in document.VatBreakdowns.Where(breakdown => breakdown.Category == category))
        {
            if (IsByRate(category) ? VatTax.Agrees(breakdown, sums) : breakdown.TaxAmount == 0) continue;
            var expected = IsByRate(category) ? Rounding.ToCents(VatTax.Exact(breakdown)) : 0;
            yield return new Fault(Show.Amount(breakdown.TaxAmount), $"Calculated: {Show.Amount(expected)}.");
        }
    }

    private static IEnumerable<Fault> Reasons(InvoiceDocument document, VatCategory category) =>
        document.VatBreakdowns
            .Where(breakdown => breakdown.Category == category)
            .Where(breakdown => NeedsReason(category) == (breakdown.ExemptionReason is null && breakdown.ExemptionReasonCode is null))
            .Select(breakdown => new Fault(breakdown.ExemptionReason ?? breakdown.ExemptionReasonCode, NeedsReason(category) ? "Write the reason (BT-120) or its code (BT-121)." : "Remove the reason and its code."));
}
