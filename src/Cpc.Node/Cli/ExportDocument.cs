using System.Text.Json.Serialization;

namespace Cpc.Node.Cli;

/// <summary>What 'invoice export' prints.</summary>
/// <param name="Error">There is one when documents have no file.</param>
internal sealed record ExportDocument(
    string Folder,
    int Documents,
    int Files,
    IReadOnlyList<FailedFile> Failed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ErrorBody? Error);
