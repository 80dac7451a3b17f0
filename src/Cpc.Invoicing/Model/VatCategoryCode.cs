namespace Cpc.Invoicing.Model;

/// <summary>The code of each VAT category and the name its rules bear in EN 16931 (BR-IC-05 is about K).</summary>
public static class VatCategoryCode
{
    private static readonly (VatCategory Category, string Code, string RulePrefix)[] Table =
    [
        (VatCategory.StandardRated, "S", "BR-S"),
        (VatCategory.ZeroRated, "Z", "BR-Z"),
        (VatCategory.Exempt, "E", "BR-E"),
        (VatCategory.ReverseCharge, "AE", "BR-AE"),
        (VatCategory.IntraCommunitySupply, "K", "BR-IC"),
        (VatCategory.ExportOutsideEu, "G", "BR-G"),
        (VatCategory.NotSubjectToVat, "O", "BR-O"),
        (VatCategory.CanaryIslandsTax, "L", "BR-AF"),
        (VatCategory.CeutaMelillaTax, "M", "BR-AG"),
        (VatCategory.TransferredVat, "B", "BR-B"),
    ];

    /// <summary>The codes, for messages.</summary>
    public static string All { get; } = string.Join(", ", Table.Select(row => row.Code));

    /// <returns>False when the code is none of EN 16931.</returns>
    public static bool TryParse(string code, out VatCategory category)
    {
        foreach (var row in Table)
        {
            if (row.Code != code) continue;
            category = row.Category;
            return true;
        }

        category = default;
        return false;
    }

    /// <summary>The UNCL 5305 code; empty for a category that was not read.</summary>
    public static string Code(this VatCategory category) => Row(category).Code;

    internal static string RulePrefix(this VatCategory category) => Row(category).RulePrefix;

    private static (VatCategory Category, string Code, string RulePrefix) Row(VatCategory category) =>
        Table.FirstOrDefault(row => row.Category == category, (Category: category, Code: "", RulePrefix: ""));
}
