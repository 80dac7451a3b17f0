using System.Net;
using Cpc.Transport.Nat;

namespace Cpc.Transport.Tests.Nat;

/// <summary>What a TURN server of the tests says; its user is "alice" with "password" in "realm".</summary>
internal static class TurnAnswers
{
    public static readonly StunKey Key = StunKey.LongTerm("alice", "realm", "password");

    public static byte[] Error(StunMessage request, int code, string? nonce = null, StunKey? key = null)
    {
        var writer = new StunWriter(StunClass.Error, request.Method, request.TransactionId.ToArray())
            .Add(StunAttributeType.ErrorCode, [0, 0, (byte)(code / 100), (byte)(code % 100)]);
        if (nonce is not null) writer.Add(StunAttributeType.Realm, "realm").Add(StunAttributeType.Nonce, nonce);
        if (key is not null) writer.AddIntegrity(key);
        return writer.ToBytes();
    }

    public static byte[] Granted(StunMessage request, StunKey? key, uint lifetime = 600, Action<StunWriter>? also = null)
    {
        var writer = new StunWriter(StunClass.Success, request.Method, request.TransactionId.ToArray())
            .Add(StunAttributeType.XorRelayedAddress, IPEndPoint.Parse("192.0.2.1:5000"))
            .Add(StunAttributeType.XorMappedAddress, IPEndPoint.Parse("192.0.2.2:6000"))
            .Add(StunAttributeType.Lifetime, lifetime);
        also?.Invoke(writer);
        if (key is not null) writer.AddIntegrity(key);
        return writer.ToBytes();
    }
}
