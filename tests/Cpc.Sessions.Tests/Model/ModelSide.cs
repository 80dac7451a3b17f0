namespace Cpc.Sessions.Tests.Model;

/// <summary>The model behind <see cref="ISide"/>.</summary>
internal sealed class ModelSide(ModelSession session) : ISide
{
    public (bool Closed, bool Confirmed, bool Rotating, uint Epoch, uint Sent, uint Received) Status => session.IsClosed
        ? (true, false, false, 0, 0, 0)
        : (false, session.IsConfirmed, session.IsRotating, session.Sending.Number, session.Sending.Ratchet.Sent, session.Sending.Ratchet.Received);

    public byte[] SessionId => session.Sending.SessionId;

    public (Refusal Refusal, byte[]? Frame) Encrypt(byte kind, byte[] payload, double now) =>
        (session.Encrypt(kind, payload, ModelCrypto.Blake3(payload), now, out var frame), frame);

    public ModelReceived Receive(byte[] body, double now) => session.Receive(body, now);

    public IReadOnlyList<byte[]> Tick(double now) => session.Tick(now);

    public IReadOnlyList<byte[]> Resend(double now) => session.Resend(now);

    public byte[]? Close() => session.Close();
}
