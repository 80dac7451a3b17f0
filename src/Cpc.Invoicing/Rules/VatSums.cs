using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Rules;

/// <summary>Lines − allowances + charges of each VAT category and rate.</summary>
internal sealed class VatSums
{
    private readonly Dictionary<(VatCategory Category, decimal? Rate), (decimal Amount, int Count)> _sums = [];

    public static VatSums Of(InvoiceDocument document)
    {
        var sums = new VatSums();
        foreach (var line in document.Lines) sums.Add(line.VatCategory, line.VatRate, line.NetAmount);
        foreach (var allowance in document.Allowances) sums.Add(allowance.VatCategory, allowance.VatRate, -allowance.Amount);
        foreach (var charge in document.Charges) sums.Add(charge.VatCategory, charge.VatRate, charge.Amount);
        return sums;
    }

    /// <summary>Whether a line, allowance or charge has the category.</summary>
    public bool Uses(VatCategory category) => _sums.Keys.Any(key => key.Category == category);

    public decimal At(VatCategory category, decimal? rate) => _sums.GetValueOrDefault((category, rate)).Amount;

    /// <summary>How many lines, allowances and charges have the category and rate.</summary>
    public int CountAt(VatCategory category, decimal? rate) => _sums.GetValueOrDefault((category, rate)).Count;

    public decimal Total(VatCategory category) => _sums.Where(sum => sum.Key.Category == category).Sum(sum => sum.Value.Amount);

    private void Add(VatCategory category, decimal? rate, decimal amount)
    {
        var (sum, count) = _sums.GetValueOrDefault((category, rate));
        _sums[(category, rate)] = (sum + amount, count + 1);
    }
}
