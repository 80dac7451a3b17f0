using System.Text.Json.Serialization;

namespace Cpc.Node.Api;

/// <summary>Body of POST /v1/documents/{id}/answer.</summary>
/// <param name="Status">AB, IP, UQ, CA, RE, AP, PD.</param>
/// <param name="Reason">Demanded for UQ, CA and RE; PPD with PD for a payment in part.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AnswerDocumentRequest(string Status, string? Reason = null, string? Text = null)
{
    public override string ToString() => $"AnswerDocumentRequest({Status}, {Reason})";
}
