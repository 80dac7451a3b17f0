using System.Text.Json.Serialization;
using Cpc.Actors.Api;

namespace Cpc.Node.Cli;

/// <summary>A file and the verdict on it.</summary>
/// <param name="Error">Why the file could not be read from disk; null when it could.</param>
internal sealed record ValidatedFile(
    string File,
    bool Valid,
    string? Kind,
    string? Number,
    IReadOnlyList<FindingView> Findings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ErrorBody? Error = null)
{
    public static ValidatedFile Of(string file)
    {
        try
        {
            var verdict = DocumentValidation.Validate(DocumentFile.Read(file));
            return new ValidatedFile(file, verdict.Valid, verdict.Kind, verdict.Number, verdict.Findings);
        }
        catch (CliException e)
        {
            return new ValidatedFile(file, false, null, null, [], ErrorBody.Of(e.Problem));
        }
    }

    public int Count(string severity) => Findings.Count(f => f.Severity == severity);
}
