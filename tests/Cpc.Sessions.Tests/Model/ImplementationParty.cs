namespace Cpc.Sessions.Tests.Model;

/// <summary>The implementation's side of handshakes.</summary>
internal sealed class ImplementationParty(SessionContext context) : IParty
{
    private InitiatorHandshake? _initiator;
    private ResponderHandshake? _responder;

    public byte[] Start(byte[] exchange, double now)
    {
        _initiator = InitiatorHandshake.Start(context, exchange, ImplementationSide.At(now));
        return _initiator.Hs1;
    }

    public (Refusal Refusal, byte[] Hs2) Accept(byte[] hs1, double now) =>
        (ResponderHandshake.TryAccept(context, hs1, ImplementationSide.At(now), out _responder), _responder?.Hs2 ?? []);

    public (Refusal Refusal, byte[][] Frames, ISide? Side) ReceiveHs2(byte[] hs2, double now)
    {
        var refusal = _initiator!.TryReceiveHs2(hs2, ImplementationSide.At(now), out var frames, out var session);
        return (refusal, frames, session is null ? null : new ImplementationSide(session));
    }

    public (Refusal Refusal, ISide? Side) Finish(byte[]? hs3, double now)
    {
        if (hs3 is null) return (Refusal.None, new ImplementationSide(_responder!.TakeSession()));
        var refusal = _responder!.TryReceiveHs3(hs3, ImplementationSide.At(now), out var session);
        return (refusal, session is null ? null : new ImplementationSide(session));
    }
}
