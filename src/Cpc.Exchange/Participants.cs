using Cpc.Cryptography;
using Cpc.Invoicing.Model;

namespace Cpc.Exchange;

/// <summary>A peer's id as a participant of a document and back: the same 32 bytes.</summary>
public static class Participants
{
    public static ParticipantId ToParticipant(this PeerId peer) => new(peer.ToArray());

    public static PeerId ToPeer(this ParticipantId participant) => new(participant.ToArray());
}
