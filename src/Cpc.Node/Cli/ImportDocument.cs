using System.Text.Json.Serialization;

namespace Cpc.Node.Cli;

/// <summary>What 'invoice import' prints.</summary>
/// <param name="Already">Files whose document had been issued to this partner before.</param>
/// <param name="Error">There is one when files were refused.</param>
internal sealed record ImportDocument(
    int Files,
    int Sent,
    int Already,
    IReadOnlyList<FailedFile> Failed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ErrorBody? Error);
