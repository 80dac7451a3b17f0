namespace Cpc.Node.Cli;

/// <summary>manifest.json of an export: written last, so an export without it is not whole.</summary>
/// <param name="From">First day (BT-2).</param>
/// <param name="To">Last day.</param>
internal sealed record ExportManifest(string Node, DateTimeOffset At, DateOnly From, DateOnly To, IReadOnlyList<ExportedFile> Files);
