using System.Text.Json.Serialization;
using Cpc.Actors.Api;

namespace Cpc.Node.Api;

/// <summary>The JSON of the local API, for both of its ends.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AddPeerRequest))]
[JsonSerializable(typeof(VerifyPeerRequest))]
[JsonSerializable(typeof(GrantConsentRequest))]
[JsonSerializable(typeof(RevokeConsentRequest))]
[JsonSerializable(typeof(RejectDocumentRequest))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(NodeView))]
[JsonSerializable(typeof(PeerView))]
[JsonSerializable(typeof(IReadOnlyList<PeerView>))]
[JsonSerializable(typeof(SafetyNumberView))]
[JsonSerializable(typeof(InviteView))]
[JsonSerializable(typeof(DhtView))]
[JsonSerializable(typeof(DhtLookupView))]
[JsonSerializable(typeof(IReadOnlyList<DhtContactView>))]
[JsonSerializable(typeof(ConsentView))]
[JsonSerializable(typeof(IReadOnlyList<ConsentView>))]
[JsonSerializable(typeof(DocumentView))]
[JsonSerializable(typeof(IReadOnlyList<DocumentView>))]
[JsonSerializable(typeof(DocumentPage))]
[JsonSerializable(typeof(RebuildView))]
[JsonSerializable(typeof(ImportView))]
[JsonSerializable(typeof(AuditView))]
[JsonSerializable(typeof(DoctorView))]
internal sealed partial class ApiJson : JsonSerializerContext;
