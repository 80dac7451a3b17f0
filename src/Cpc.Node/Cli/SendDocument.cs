using System.Text.Json.Serialization;

namespace Cpc.Node.Cli;

/// <summary>What 'send' prints.</summary>
/// <param name="Error">Why the first of <paramref name="Failed"/> was refused; null when all were sent.</param>
internal sealed record SendDocument(
    IReadOnlyList<SentFile> Sent,
    IReadOnlyList<FailedFile> Failed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ErrorBody? Error);
