namespace Cpc.Node.Cli.Rendering;

/// <summary>Verdicts as a table, and below it what was found in each file.</summary>
internal static class ValidationTable
{
    /// <summary>Of more files than a person reads, only those with findings are listed.</summary>
    private const int Many = 50;

    public static void Write(Page page, IReadOnlyList<ValidatedFile> files)
    {
        var listed = files.Count > Many ? [.. files.Where(f => !f.Valid || f.Findings.Count > 0)] : files;
        page.Table(
            [new("FILE", Wraps: true), new("KIND"), new("NUMBER", Wraps: true), new("VERDICT"), new("ERRORS", IsNumber: true), new("WARNINGS", IsNumber: true)],
            [.. listed.Select(f => (IReadOnlyList<string>)
                [f.File, f.Kind ?? "", f.Number ?? "", f.Valid ? "valid" : "INVALID", Plain.Number(f.Count("error")), Plain.Number(f.Count("warning"))])]);
        foreach (var file in listed.Where(f => f.Findings.Count > 0 || f.Error is not null)) WriteFindings(page, file);
    }

    private static void WriteFindings(Page page, ValidatedFile file)
    {
        page.Line();
        page.Line(file.File);
        if (file.Error is { } error) page.Line($"  {error.Message}");
        page.Table(
            [new("SEVERITY"), new("RULE"), new("FIELD"), new("VALUE", Wraps: true), new("WHAT IS WRONG AND WHAT TO DO", Wraps: true), new("WHERE", Wraps: true)],
            [.. file.Findings.OrderBy(f => f.Severity == "error" ? 0 : 1).Select(f => (IReadOnlyList<string>)[f.Severity, f.Rule, f.Field, f.Value ?? "", f.Message, f.Location ?? ""])]);
    }
}
