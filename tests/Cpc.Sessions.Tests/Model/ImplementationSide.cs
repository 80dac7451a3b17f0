using Cpc.Cryptography;
using Cpc.Sessions.Frames;

namespace Cpc.Sessions.Tests.Model;

/// <summary>The implementation behind <see cref="ISide"/>.</summary>
internal sealed class ImplementationSide(Session session) : ISide
{
    public (bool Closed, bool Confirmed, bool Rotating, uint Epoch, uint Sent, uint Received) Status => session.State == SessionState.Closed
        ? (true, false, false, 0, 0, 0)
        : (false, session.IsConfirmed, session.IsRotating, session.EpochNumber, session.Counts.Sent, session.Counts.Received);

    public byte[] SessionId => session.SessionId;

    public static Moment At(double now) => new(TestPeer.Start.Utc.AddSeconds(now), TestPeer.Start.Uptime + TimeSpan.FromSeconds(now));

    public (Refusal Refusal, byte[]? Frame) Encrypt(byte kind, byte[] payload, double now) =>
        (session.Encrypt((DataKind)kind, payload, Blake3.Hash(payload), At(now), out var frame), frame);

    public ModelReceived Receive(byte[] body, double now)
    {
        var received = session.Receive(body, At(now));
        using var payload = received.Payload;
        return new ModelReceived(received.Refusal, (byte)received.Kind, payload?.Span.ToArray(), received.Reply);
    }

    public IReadOnlyList<byte[]> Tick(double now) => session.Tick(At(now));

    public IReadOnlyList<byte[]> Resend(double now) => session.Resend(At(now));

    public byte[]? Close() => session.Close();
}
