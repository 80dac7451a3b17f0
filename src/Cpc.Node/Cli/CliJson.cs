using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cpc.Actors.Api;
using Cpc.Demo;

namespace Cpc.Node.Cli;

/// <summary>The JSON that commands print, besides the node's own views.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    WriteIndented = true)]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(IdDocument))]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(SendDocument))]
[JsonSerializable(typeof(ValidateDocument))]
[JsonSerializable(typeof(WrittenFile))]
[JsonSerializable(typeof(AuditDocument))]
[JsonSerializable(typeof(DoctorDocument))]
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
[JsonSerializable(typeof(ImportDocument))]
[JsonSerializable(typeof(ExportDocument))]
[JsonSerializable(typeof(ExportManifest))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>The same, with quotes and letters of all languages as themselves: it goes to people's terminals and to
    /// their scripts, not into HTML. Control characters stay escaped.</summary>
    public static CliJson Readable =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
