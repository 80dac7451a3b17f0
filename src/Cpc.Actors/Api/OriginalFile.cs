namespace Cpc.Actors.Api;

/// <summary>A document byte for byte as it came to this node.</summary>
/// <param name="MediaType">application/xml: the file that was sent. application/cbor: what was received.</param>
public sealed record OriginalFile(ReadOnlyMemory<byte> Bytes, string MediaType)
{
    public override string ToString() => $"OriginalFile({Bytes.Length} bytes, redacted)";
}
