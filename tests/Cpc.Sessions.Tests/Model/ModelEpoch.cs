namespace Cpc.Sessions.Tests.Model;

/// <summary>One epoch: a ratchet and the states of protocol.md §7 and §8. Time is in seconds.</summary>
internal sealed class ModelEpoch
{
    public required ModelRatchet Ratchet { get; init; }

    public required ModelSeeds Seeds { get; init; }

    public required byte Suite { get; init; }

    public required uint Number { get; init; }

    /// <summary>"await-ack", "await-confirm", "active" or "draining".</summary>
    public required string State { get; set; }

    public double Begun { get; init; }

    public byte[]? Confirm { get; set; }

    public byte[]? Ack { get; set; }

    /// <summary>KK: the final h and the initiator's static, which Confirm has to be signed with.</summary>
    public (byte[] H, byte[] Static)? Signature { get; init; }

    public double ConfirmSent { get; set; }

    public double DrainingSince { get; set; }

    public uint? PeerSent { get; set; }

    public byte[] SessionId => Seeds.SessionId;

    public bool IsDrained => PeerSent is { } sent && Ratchet.Received >= sent;

    /// <summary>Encrypts a map as a control message.</summary>
    public byte[]? Control(byte kind, SortedDictionary<int, object> map)
    {
        var payload = ModelCbor.Map(map);
        Ratchet.Encrypt(kind, payload, ModelCrypto.Blake3(payload), out var frame);
        return frame;
    }
}
