using System.Text.Json.Serialization;

namespace Cpc.Node.Cli;

/// <summary>What 'audit verify' prints.</summary>
/// <param name="Error">Null when the chain holds.</param>
internal sealed record AuditDocument(
    bool Holds,
    long Entries,
    string Head,
    string Fault,
    long At,
    IReadOnlyDictionary<string, long> Actions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ErrorBody? Error);
