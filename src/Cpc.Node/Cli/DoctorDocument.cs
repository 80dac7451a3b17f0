using System.Text.Json.Serialization;
using Cpc.Actors.Api;

namespace Cpc.Node.Cli;

/// <summary>What 'doctor' prints.</summary>
/// <param name="Ok">There is no problem; there may be warnings.</param>
/// <param name="Error">Null when there is no problem.</param>
internal sealed record DoctorDocument(
    bool Ok,
    string? Peer,
    IReadOnlyList<CheckView> Checks,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ErrorBody? Error);
