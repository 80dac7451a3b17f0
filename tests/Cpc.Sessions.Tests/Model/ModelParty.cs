namespace Cpc.Sessions.Tests.Model;

/// <summary>The model's side of handshakes.</summary>
internal sealed class ModelParty(ModelContext context) : IParty
{
    private ModelInitiator? _initiator;
    private ModelResponder? _responder;
    private byte[] _exchange = [];

    public byte[] Start(byte[] exchange, double now)
    {
        _exchange = exchange;
        _initiator = new ModelInitiator(context, context.PeerRecord is null ? ModelHandshake.XX : ModelHandshake.KK, exchange);
        return _initiator.Hs1;
    }

    public (Refusal Refusal, byte[] Hs2) Accept(byte[] hs1, double now)
    {
        var refusal = ModelResponder.Accept(context, hs1, now, null, out _responder);
        if (refusal == Refusal.None) _exchange = hs1[19..35];
        return (refusal, _responder?.Hs2 ?? []);
    }

    public (Refusal Refusal, byte[][] Frames, ISide? Side) ReceiveHs2(byte[] hs2, double now)
    {
        var refusal = _initiator!.ReceiveHs2(hs2, 0, now, out var frames, out var epoch, out var record);
        return (refusal, frames, epoch is null ? null : Side(epoch, record));
    }

    public (Refusal Refusal, ISide? Side) Finish(byte[]? hs3, double now)
    {
        var refusal = hs3 is null ? Refusal.None : _responder!.ReceiveHs3(hs3, now, out _);
        return (refusal, refusal != Refusal.None ? null : Side(_responder!.Epoch!, _responder.PeerRecord));
    }

    private ModelSide Side(ModelEpoch epoch, ModelRecord? record) => new(new ModelSession(context with { PeerRecord = record ?? context.PeerRecord }, epoch, _exchange));
}
