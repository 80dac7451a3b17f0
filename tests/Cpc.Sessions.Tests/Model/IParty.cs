namespace Cpc.Sessions.Tests.Model;

/// <summary>A peer that can begin and answer handshakes, the model's or the implementation's.</summary>
internal interface IParty
{
    /// <summary>Begins; KK when the peer is known, else XX.</summary>
    byte[] Start(byte[] exchange, double now);

    /// <summary>Answers HS1 with HS2.</summary>
    (Refusal Refusal, byte[] Hs2) Accept(byte[] hs1, double now);

    /// <summary>Gives [HS3 and] Confirm and the initiator's side.</summary>
    (Refusal Refusal, byte[][] Frames, ISide? Side) ReceiveHs2(byte[] hs2, double now);

    /// <summary>Gives the responder's side, after HS3 in XX, without one in KK.</summary>
    (Refusal Refusal, ISide? Side) Finish(byte[]? hs3, double now);
}
