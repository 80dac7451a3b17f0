using Cpc.SecureMemory;
using Cpc.Sessions.Frames;

namespace Cpc.Sessions;

/// <summary>What a frame led to.</summary>
/// <param name="Refusal">None, or why it was refused; nothing has changed then, but for HashMismatch, whose message
/// key is spent.</param>
/// <param name="Kind">What the payload is; of handshake frames none.</param>
/// <param name="Payload">Decrypted and verified against its BLAKE3: documents, receipts and attachment chunks; the
/// receiver disposes it. Null for control messages.</param>
/// <param name="Hash">BLAKE3-256 from the authenticated header.</param>
/// <param name="Reply">A frame to send back at once, or null.</param>
public sealed record ReceivedMessage(Refusal Refusal, DataKind Kind = default, SecureData? Payload = null, byte[]? Hash = null, byte[]? Reply = null)
{
    public override string ToString() => $"ReceivedMessage({Refusal}, {Kind})";
}
