using Cpc.Invoicing.Cbor;
using Cpc.Invoicing.Model;

namespace Cpc.Invoicing.Tests;

/// <summary>Envelopes with fixed identities, so that encodings can be compared.</summary>
internal static class Envelopes
{
    public static Guid DocumentId { get; } = Guid.Parse("0195a6b2-7c00-7abc-8def-0123456789ab");

    public static ParticipantId Issuer { get; } = Participant(0x11);

    public static ParticipantId Recipient { get; } = Participant(0x22);

    public static ParticipantId Participant(byte value) => new(Enumerable.Repeat(value, ParticipantId.Size).ToArray());

    public static ContentHash Hash(byte value) => new(Enumerable.Repeat(value, ContentHash.Size).ToArray());

    public static StatusResponse Status { get; } = new()
    {
        DocumentId = DocumentId,
        DocumentHash = Hash(0x44),
        Code = StatusCode.Rejected,
        Reason = StatusReason.QuantityIncorrect,
        Text = "Only one tonne arrived.",
    };

    public static DocumentEnvelope Of(BusinessDocument content) => new()
    {
        DocumentId = DocumentId,
        Revision = 1,
        Issuer = Issuer,
        Recipient = Recipient,
        Blind = new ByteString(Enumerable.Repeat((byte)0x33, DocumentEnvelope.BlindSize).ToArray()),
        Content = content,
    };
}
