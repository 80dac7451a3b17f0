using System.Text.Json.Serialization;

namespace Cpc.Node.Api;

/// <summary>Body of POST /v1/documents/{id}/reject.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RejectDocumentRequest(string Reason, string? Text = null)
{
    public override string ToString() => $"RejectDocumentRequest({Reason})";
}
