namespace Cpc.Actors.Api;

/// <summary>The verdict on a document.</summary>
/// <param name="Valid">Whether no finding is an error.</param>
/// <param name="Kind">invoice, creditNote or quote; null where the document could not be read.</param>
/// <param name="Number">BT-1; null where the document could not be read.</param>
public sealed record ValidationView(bool Valid, string? Kind, string? Number, IReadOnlyList<FindingView> Findings)
{
    public override string ToString() => $"ValidationView({Valid}, redacted)";
}
