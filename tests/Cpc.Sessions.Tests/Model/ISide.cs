namespace Cpc.Sessions.Tests.Model;

/// <summary>One established side of a session, the model's or the implementation's. Time is in seconds.</summary>
internal interface ISide
{
    /// <summary>Encrypts a document (3), a receipt (5) or a chunk (6) with the hash of the payload.</summary>
    (Refusal Refusal, byte[]? Frame) Encrypt(byte kind, byte[] payload, double now);

    ModelReceived Receive(byte[] body, double now);

    IReadOnlyList<byte[]> Tick(double now);

    IReadOnlyList<byte[]> Resend(double now);

    byte[]? Close();

    /// <summary>What both have to agree on: closed, confirmed, rotating, epoch, sent, received.</summary>
    (bool Closed, bool Confirmed, bool Rotating, uint Epoch, uint Sent, uint Received) Status { get; }

    byte[] SessionId { get; }
}
