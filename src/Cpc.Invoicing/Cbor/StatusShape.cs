using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Cbor;

/// <summary>The content of a status response.</summary>
internal static class StatusShape
{
    public static StatusResponse Of(MapShape shape, StatusResponse? status)
    {
        var read = new StatusResponse
        {
            DocumentId = EnvelopeShape.UuidV7(shape, 1, status?.DocumentId),
            DocumentHash = new ContentHash(shape.Bytes(2, status is null ? null : new ByteString(status.DocumentHash.ToArray()), ContentHash.Size, ContentHash.Size).Span),
            Code = shape.Enumeration(3, status?.Code),
            Reason = shape.OptionalEnum(4, status?.Reason),
            Text = shape.OptionalText(5, status?.Text, StatusResponse.MaxTextLength),
        };
        return read.Reason is null && read.Code.NeedsReason() ? throw new DecodeRefusedException(DecodeRefusal.ReasonMissing) : read;
    }
}
