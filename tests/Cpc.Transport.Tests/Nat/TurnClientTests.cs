using System.Net;
using Cpc.Transport.Nat;

namespace Cpc.Transport.Tests.Nat;

/// <summary>What a TURN server may say, and what is believed of it.</summary>
public class TurnClientTests
{
    private static readonly StunTimers Fast = new(TimeSpan.FromMilliseconds(100), 3, 3);
    private static readonly StunKey Key = StunKey.LongTerm("alice", "realm", "password");

    private static async Task<(TurnAllocation? Allocation, TurnRefusal Refusal)> AllocateAsync(FakeStunServer server)
    {
        var socket = new StunSocket(TransportNode.Loopback, Fast, TimeProvider.System);
        await using var closing = socket;
        var result = await TurnAllocation.AllocateAsync(socket.To(server.EndPoint), "alice", "password", TimeProvider.System, default).Within();
        if (result.Allocation is not null) await result.Allocation.DisposeAsync();
        return result;
    }

    private static byte[] Error(StunMessage request, int code, string? nonce)
    {
        var writer = new StunWriter(StunClass.Error, request.Method, request.TransactionId.ToArray())
            .Add(StunAttributeType.ErrorCode, [0, 0, (byte)(code / 100), (byte)(code % 100)]);
        if (nonce is not null) writer.Add(StunAttributeType.Realm, "realm").Add(StunAttributeType.Nonce, nonce);
        return writer.ToBytes();
    }

    private static byte[] Granted(StunMessage request, StunKey? key)
    {
        var writer = new StunWriter(StunClass.Success, request.Method, request.TransactionId.ToArray())
            .Add(StunAttributeType.XorRelayedAddress, IPEndPoint.Parse("192.0.2.1:5000"))
            .Add(StunAttributeType.XorMappedAddress, IPEndPoint.Parse("192.0.2.2:6000"))
            .Add(StunAttributeType.Lifetime, 600);
        if (key is not null) writer.AddIntegrity(key);
        return writer.ToBytes();
    }

    [Fact]
    public async Task A_challenge_is_answered_and_a_stale_nonce_followed()
    {
        var nonces = new List<string?>();
        using var server = new FakeStunServer((request, _) =>
        {
            var nonce = request.Text(StunAttributeType.Nonce);
            if (request.Method != StunMethod.Allocate) return Granted(request, Key);
            nonces.Add(nonce);
            return nonce switch
            {
                null => Error(request, 401, "first"),
                "first" => Error(request, 438, "second"),
                _ => Key.Authenticates(request) ? Granted(request, Key) : null,
            };
        });
        var (allocation, refusal) = await AllocateAsync(server);
        Assert.Equal(TurnRefusal.None, refusal);
        Assert.Equal(IPEndPoint.Parse("192.0.2.1:5000"), allocation!.Relayed);
        Assert.Equal([null, "first", "second"], nonces);
    }

    [Fact]
    public async Task A_server_that_only_challenges_is_left()
    {
        using var server = new FakeStunServer((request, _) => Error(request, 438, "again"));
        Assert.Equal(TurnRefusal.Unauthorized, (await AllocateAsync(server)).Refusal);
        Assert.Equal(3, server.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_success_that_does_not_prove_the_password_is_not_believed(bool signedByAnother)
    {
        using var server = new FakeStunServer((request, _) => request.Text(StunAttributeType.Nonce) is null
            ? Error(request, 401, "n")
            : Granted(request, signedByAnother ? StunKey.LongTerm("alice", "realm", "guessed") : null));
        Assert.Equal(TurnRefusal.Malformed, (await AllocateAsync(server)).Refusal);
    }

    [Fact]
    public async Task A_success_without_a_challenge_is_not_believed()
    {
        using var server = new FakeStunServer((request, _) => Granted(request, Key));
        Assert.Equal(TurnRefusal.Malformed, (await AllocateAsync(server)).Refusal);
    }

    [Theory]
    [InlineData(403, TurnRefusal.Forbidden)]
    [InlineData(437, TurnRefusal.AllocationMismatch)]
    [InlineData(440, TurnRefusal.Unsupported)]
    [InlineData(442, TurnRefusal.Unsupported)]
    [InlineData(486, TurnRefusal.Full)]
    [InlineData(508, TurnRefusal.Full)]
    [InlineData(500, TurnRefusal.Refused)]
    [InlineData(401, TurnRefusal.Malformed)]
    public async Task Refusals_are_told_apart(int code, TurnRefusal refusal)
    {
        // A 401 without a challenge is of no use.
        using var server = new FakeStunServer((request, _) => Error(request, code, null));
        Assert.Equal(refusal, (await AllocateAsync(server)).Refusal);
    }

    [Fact]
    public async Task Silence_is_no_answer()
    {
        using var server = new FakeStunServer((_, _) => null);
        Assert.Equal(TurnRefusal.NoAnswer, (await AllocateAsync(server)).Refusal);
    }
}
