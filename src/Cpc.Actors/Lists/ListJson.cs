using System.Text.Json.Serialization;
using Cpc.Actors.Api;

namespace Cpc.Actors.Lists;

/// <summary>How the content of a row is written before it is sealed. A row that can't be read is built anew from the
/// journal, so this may change; <see cref="ListStore.Stamp"/> tells.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DocumentView))]
internal sealed partial class ListJson : JsonSerializerContext;
