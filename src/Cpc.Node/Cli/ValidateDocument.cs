using System.Text.Json.Serialization;

namespace Cpc.Node.Cli;

/// <summary>What 'validate' prints.</summary>
/// <param name="Error">There is one when not all files are valid.</param>
internal sealed record ValidateDocument(
    bool Valid,
    IReadOnlyList<ValidatedFile> Files,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ErrorBody? Error);
