namespace Cpc.Actors.Api;

/// <summary>Missing numbers of a series of documents, or one that is there twice.</summary>
/// <param name="Direction">sent or received.</param>
/// <param name="Kind">invoice or creditNote.</param>
/// <param name="Seller">BT-27.</param>
/// <param name="What">gap or duplicate.</param>
/// <param name="First">The first number of the gap, or the number that is there twice.</param>
/// <param name="Last">The last number of the gap.</param>
public sealed record SeriesView(string Direction, string Kind, string Seller, int Year, string What, string First, string Last)
{
    public override string ToString() => $"SeriesView({Direction}, {Kind}, {What}, redacted)";
}
